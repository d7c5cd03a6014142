import {
  fleetCapacityRequestedV1,
  fleetQuestionConfirmedV1,
  fleetQuestionDroppedV1,
  fact,
} from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import type { AbsenceEvent, AskedAbsence } from './absence';

/** An absence is one question to dispatch, under its own id. */
export function publishAbsence(event: AbsenceEvent, absence: AskedAbsence): Fact | undefined {
  const { id, kind, need, firmness, minutes, candidates, expiresAt } = absence;
  const question = { questionId: id, subject: { kind, id } };
  switch (event.type) {
    case 'AbsenceRequested':
      return fact(fleetCapacityRequestedV1, {
        ...question,
        kind: 'absence',
        ...{ candidates: [...candidates], minutes, need, firmness, expiresAt, requestedAt: event.at },
      });
    case 'AbsenceHeld':
      return fact(fleetQuestionConfirmedV1, { ...question, confirmedAt: event.at });
    case 'AbsenceExpired':
      return fact(fleetQuestionDroppedV1, { ...question, reason: 'expired', droppedAt: event.at });
    case 'AbsenceWithdrawn':
      return fact(fleetQuestionDroppedV1, { ...question, reason: 'withdrawn', droppedAt: event.at });
    case 'AbsenceEnded':
      return fact(fleetQuestionDroppedV1, { ...question, reason: 'ended', droppedAt: event.at });
    case 'AbsenceRefused':
      return undefined;
    default:
      return assertNever(event);
  }
}
