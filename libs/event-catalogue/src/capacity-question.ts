import { Type, type Static } from '@sinclair/typebox';
import { defineEvent, type EventDefinition, type Producer } from './event-definition';
import { AllowedClasses, At, Choice, ClassCode, Id, Stop } from './fields';
import { Subject } from './subject';

/** What can be asked, with what dispatch then does. */
export const QUESTION_KINDS = [
  /** A vehicle of a class for a new subject. Orders asks it with `reservation-submitted`. */
  'new',
  /**
   * Another class, time or place for a subject that has not begun; the old hold stays until the new one is certain. Orders asks
   * it with `reservation-change-requested`.
   */
  'change',
  /**
   * A rental under way keeps its vehicle until a later return. Held when every promise can still be kept, if by another
   * vehicle; else refused with the latest return that is possible.
   */
  'extend',
  /** A rental under way goes on with another vehicle. It is held beside the present one; the confirmation makes the exchange. */
  'exchange',
  /**
   * A vehicle is away for the company's own use: one of the candidates is bound at once. A `should` takes nobody's place; to a
   * `must` promises give way, get another vehicle or are listed as conflicts. What has begun gives way to nobody.
   */
  'absence',
  /** An absence that leaves the vehicle at another branch, where it can be promised from its end on. */
  'transfer',
] as const;

/** A vehicle by its id, and when it is wanted. */
const Candidate = Type.Object({
  vehicleId: Id('Vehicle'),
  from: At('Earliest begin'),
  latestFrom: Type.Optional(At('Latest begin; `from` when absent')),
  toBranchId: Type.Optional(Id('Where it is afterwards; where it was when absent')),
});

const requested = Type.Object({
  questionId: Id('Question, which its answer names'),
  subject: Subject,
  kind: Choice(QUESTION_KINDS, 'What is asked'),
  wishes: Type.Optional(
    Type.Array(Type.Object({ classCode: ClassCode, pickUp: Stop('Pick-up'), return: Stop('Return') }), {
      description: 'Of any vehicle of a class, the first wish first',
    }),
  ),
  allowedClasses: AllowedClasses,
  candidates: Type.Optional(
    Type.Array(Candidate, {
      description: 'Of certain vehicles: one of these is enough, the first preferred',
    }),
  ),
  minutes: Type.Optional(Type.Integer({ minimum: 1, description: 'How long a candidate is wanted for' })),
  need: Type.Optional(
    Choice(['must', 'should'], 'Whether promises give way to it; `should` yields to every promise'),
  ),
  firmness: Type.Optional(
    Choice(
      ['movable', 'fixed'],
      'Whether it may begin anywhere up to `latestFrom`; `fixed` begins at `from`',
    ),
  ),
  expiresAt: At('Without an answer by then the asking service drops the question'),
  requestedAt: At('Asked'),
});

const confirmed = Type.Object({
  questionId: Id('Question'),
  subject: Subject,
  confirmedAt: At('Confirmed'),
});

const dropped = Type.Object({
  questionId: Id('Question'),
  subject: Subject,
  reason: Choice(['expired', 'withdrawn', 'ended'], 'Why'),
  droppedAt: At('Dropped; where it has ended, when the vehicle was free again'),
});

export type CapacityRequestedV1 = Static<typeof requested>;
export type CapacityQuestionConfirmedV1 = Static<typeof confirmed>;
export type CapacityQuestionDroppedV1 = Static<typeof dropped>;

/**
 * The saga of a question, whatever its subject. Every step is one transaction in the service that takes it.
 *
 * 1. The asking service stores the question with its time-out (`expiresAt`) and publishes `capacity-requested`.
 * 2. Dispatch answers once: `capacity-held`, and the time is kept from everybody else, or `capacity-refused` with reasons (what
 *    is in the way) and alternatives. A question that comes twice has one answer.
 * 3. The asking service decides. In time: `capacity-question-confirmed`, and what is held is firm. Too late, withdrawn, or
 *    given up by its clock: `capacity-question-dropped`, and dispatch frees what it held.
 * 4. When what it was for is over, `capacity-question-dropped` with the reason `ended` frees the rest. A rental ends with the
 *    return of its vehicle instead.
 *
 * The service that asks owns the life of its question and has the only timer: dispatch never drops a hold by itself. All
 * three events are on one key, so none overtakes another. A timer and an answer may race: the first decides, the second finds
 * no open question and has no effect.
 */
export interface CapacityQuestion {
  readonly requested: EventDefinition<CapacityRequestedV1>;
  readonly confirmed: EventDefinition<CapacityQuestionConfirmedV1>;
  readonly dropped: EventDefinition<CapacityQuestionDroppedV1>;
}

/** @param sample a question as this service asks it */
export function capacityQuestionOf(
  producer: Producer,
  aggregate: string,
  sample: CapacityRequestedV1,
): CapacityQuestion {
  const { questionId, subject } = sample;
  return {
    requested: defineEvent({
      producer,
      aggregate,
      name: 'capacity-requested',
      meaning: 'Dispatch is asked whether there is capacity for a subject; it holds it or refuses.',
      schema: requested,
      sample,
    }),
    confirmed: defineEvent({
      producer,
      aggregate,
      name: 'capacity-question-confirmed',
      meaning: 'The asking service takes what is held; it is firm from now on.',
      schema: confirmed,
      sample: { questionId, subject, confirmedAt: '2026-02-20T02:00:01.000Z' },
    }),
    dropped: defineEvent({
      producer,
      aggregate,
      name: 'capacity-question-dropped',
      meaning: 'Nothing is needed for the subject any more; what was held is free for others.',
      schema: dropped,
      sample: { questionId, subject, reason: 'withdrawn', droppedAt: '2026-02-21T02:00:00.000Z' },
    }),
  };
}
