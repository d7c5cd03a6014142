import type { Capacity, HoldingCapacity, Proposal } from './capacity';
import { canFollow } from './capacity.transitions';

/** It has a hold, and orders may still change it. */
export function isHolding(state: Capacity): state is HoldingCapacity {
  return canFollow('ChangeHeld', state);
}

/** The change that waits for orders' decision. */
export function proposalOf(state: Capacity): Proposal | undefined {
  return isHolding(state) ? state.proposal : undefined;
}
