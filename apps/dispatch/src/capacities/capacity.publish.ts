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

type Refused = Extract<CapacityEvent, { type: 'CapacityRefused' | 'ChangeRefused' | 'UseChangeRefused' }>;

/** What others learn of a domain event; undefined when it is dispatch's own affair. */
export function publishCapacity(event: CapacityEvent, after: Existing<Capacity>): Fact | undefined {
  const { subject } = after;
  switch (event.type) {
    case 'CapacityHeld':
      return held(subject, event.hold, event.at);
    case 'ChangeHeld':
      return held(subject, event.proposal, event.at);
    case 'CapacityRefused':
      return refused(subject, event, event.questionId === undefined ? {} : { questionId: event.questionId });
    case 'ChangeRefused':
      return refused(subject, event, { changeId: event.changeId });
    case 'UseChangeHeld':
      return held(subject, event.proposal, event.at, true);
    case 'UseChangeRefused':
      return refused(subject, event, { questionId: event.questionId });
    case 'ChangeAdopted':
      return released(subject, 'changed', event.at);
    case 'CapacityEnded':
      return event.wasHeld ? released(subject, event.reason, event.at) : undefined;
    case 'SubjectHeardOf':
    case 'HoldMadeFirm':
    case 'ChangeDropped':
    case 'UseStarted':
    case 'UseChangeAdopted':
    case 'UseChangeDropped':
      return undefined;
    default:
      return assertNever(event);
  }
}

/** @param isQuestion it answers `capacity-requested`: always where it is no rental, of a rental where that is under way */
function held(subject: Subject, hold: Hold, heldAt: string, isQuestion = subject.kind !== 'rental'): Fact {
  const { changeId, classCode, pickUp, return: back, place } = hold;
  const terms = { classCode, pickUp, return: back, heldAt };
  const change = changeId === undefined ? {} : { changeId };
  const vehicle = 'vehicleId' in place && { vehicleId: place.vehicleId };
  const answer = isQuestion ? { questionId: changeId, ...vehicle } : change;
  return fact(capacityHeldV1, { ...aboutSubject(subject), ...answer, ...terms });
}

function refused(subject: Subject, { reasons, alternatives, at }: Refused, answer: object): Fact {
  return fact(capacityRefusedV1, {
    ...aboutSubject(subject),
    ...answer,
    reasons,
    alternatives,
    refusedAt: at,
  });
}

function released(subject: Subject, reason: CapacityReleasedV1['reason'], releasedAt: string): Fact {
  return fact(capacityReleasedV1, { ...aboutSubject(subject), reason, releasedAt });
}
