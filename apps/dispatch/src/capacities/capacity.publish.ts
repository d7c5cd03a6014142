import {
  capacityHeldV1,
  capacityRefusedV1,
  capacityReleasedV1,
  fact,
  type CapacityReleasedV1,
} from '@houtai/event-catalogue';
import { assertNever, type Existing, type Fact } from '@houtai/domain-kit';
import type { Capacity, CapacityEvent, Hold } from './capacity';

/** What others learn of a domain event; undefined when it is dispatch's own affair. */
export function publishCapacity(event: CapacityEvent, after: Existing<Capacity>): Fact | undefined {
  const { reservationId } = after;
  switch (event.type) {
    case 'CapacityHeld':
      return held(reservationId, event.hold, event.at);
    case 'ChangeHeld':
      return held(reservationId, event.proposal, event.at);
    case 'CapacityRefused': {
      const { reasons, alternatives, at } = event;
      return fact(capacityRefusedV1, { reservationId, reasons, alternatives, refusedAt: at });
    }
    case 'ChangeRefused': {
      const { changeId, reasons, alternatives, at } = event;
      return fact(capacityRefusedV1, { reservationId, changeId, reasons, alternatives, refusedAt: at });
    }
    case 'ChangeAdopted':
      return released(reservationId, 'changed', event.at);
    case 'CapacityEnded':
      return event.wasHeld ? released(reservationId, event.reason, event.at) : undefined;
    case 'ReservationHeardOf':
    case 'HoldMadeFirm':
    case 'ChangeDropped':
    case 'UseStarted':
      return undefined;
    default:
      return assertNever(event);
  }
}

function held(reservationId: string, hold: Hold, heldAt: string): Fact {
  const { changeId, classCode, pickUp, return: back } = hold;
  const change = changeId === undefined ? {} : { changeId };
  return fact(capacityHeldV1, { reservationId, ...change, classCode, pickUp, return: back, heldAt });
}

function released(reservationId: string, reason: CapacityReleasedV1['reason'], releasedAt: string): Fact {
  return fact(capacityReleasedV1, { reservationId, reason, releasedAt });
}
