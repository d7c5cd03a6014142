import {
  capacityHeldV1,
  capacityRefusedV1,
  capacityReleasedV1,
  fact,
  type CapacityReleasedV1,
  type Subject,
} from '@houtai/event-catalogue';
import { assertNever, type Existing, type Fact } from '@houtai/domain-kit';
import { aboutSubject } from '../subjects/about-subject';
import type { Capacity, CapacityEvent, Hold } from './capacity';

/** What others learn of a domain event; undefined when it is dispatch's own affair. */
export function publishCapacity(event: CapacityEvent, after: Existing<Capacity>): Fact | undefined {
  const { subject } = after;
  switch (event.type) {
    case 'CapacityHeld':
      return held(subject, event.hold, event.at);
    case 'ChangeHeld':
      return held(subject, event.proposal, event.at);
    case 'CapacityRefused': {
      const { questionId, reasons, alternatives, at } = event;
      const about = { ...aboutSubject(subject), ...(questionId && { questionId }) };
      return fact(capacityRefusedV1, { ...about, reasons, alternatives, refusedAt: at });
    }
    case 'ChangeRefused': {
      const { changeId, reasons, alternatives, at } = event;
      return fact(capacityRefusedV1, {
        ...aboutSubject(subject),
        changeId,
        reasons,
        alternatives,
        refusedAt: at,
      });
    }
    case 'ChangeAdopted':
      return released(subject, 'changed', event.at);
    case 'CapacityEnded':
      return event.wasHeld ? released(subject, event.reason, event.at) : undefined;
    case 'SubjectHeardOf':
    case 'HoldMadeFirm':
    case 'ChangeDropped':
    case 'UseStarted':
      return undefined;
    default:
      return assertNever(event);
  }
}

function held(subject: Subject, hold: Hold, heldAt: string): Fact {
  const { classCode, pickUp, return: back } = hold;
  const terms = { classCode, pickUp, return: back, heldAt };
  return fact(capacityHeldV1, { ...aboutSubject(subject), ...answerOf(subject, hold), ...terms });
}

/** A rental was promised a class, and its question was a change if any; all others asked for a certain vehicle. */
function answerOf({ kind }: Subject, { changeId, place }: Hold): object {
  if (kind === 'rental') return changeId === undefined ? {} : { changeId };
  return { questionId: changeId, ...('vehicleId' in place && { vehicleId: place.vehicleId }) };
}

function released(subject: Subject, reason: CapacityReleasedV1['reason'], releasedAt: string): Fact {
  return fact(capacityReleasedV1, { ...aboutSubject(subject), reason, releasedAt });
}
