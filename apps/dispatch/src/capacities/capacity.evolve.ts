import { assertNever } from '@houtai/domain-kit';
import type { Capacity, CapacityEvent } from './capacity';
import { isHolding } from './holding';

export function evolveCapacity(state: Capacity, event: CapacityEvent): Capacity {
  if (event.type === 'SubjectHeardOf') return { status: 'unknown', subject: event.subject };
  if (state.status === 'none') return state;
  const { subject } = state;
  switch (event.type) {
    case 'CapacityHeld':
      return { status: 'held', subject, hold: event.hold };
    case 'CapacityRefused':
      return { status: 'refused', subject };
    case 'HoldMadeFirm':
      return state.status === 'held' ? { ...state, status: 'firm' } : state;
    case 'ChangeHeld':
      return isHolding(state) ? { ...state, proposal: event.proposal } : state;
    case 'ChangeAdopted':
      return isHolding(state) && state.proposal
        ? { status: state.status, subject, hold: state.proposal }
        : state;
    case 'ChangeDropped':
      return isHolding(state) ? { status: state.status, subject, hold: state.hold } : state;
    case 'UseStarted':
      return { status: 'in-use', subject, hold: event.hold };
    case 'UseChangeHeld':
      return state.status === 'in-use' ? { ...state, proposal: event.proposal } : state;
    case 'UseChangeAdopted':
      return state.status === 'in-use' && state.proposal
        ? { status: 'in-use', subject, hold: state.proposal }
        : state;
    case 'UseChangeDropped':
      return state.status === 'in-use' ? { status: 'in-use', subject, hold: state.hold } : state;
    case 'CapacityEnded':
      return { status: 'ended', subject, reason: event.reason };
    case 'ChangeRefused':
    case 'UseChangeRefused':
      return state;
    default:
      return assertNever(event);
  }
}
