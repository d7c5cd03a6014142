import { Type, type Static } from '@sinclair/typebox';
import { defineEvent, type EventDefinition, type Producer } from './event-definition';
import { AllowedClasses, At, Choice, ClassCode, Id, Stop } from './fields';
import { Subject } from './subject';

/**
 * The one protocol in which any service asks dispatch for capacity. Each service publishes these events itself, on the topic
 * of the aggregate that owns the question and in the order of its key. `reservation-submitted` and
 * `reservation-change-requested` are the same questions (kinds `new` and `change`) and are not asked a second time.
 */
export const QUESTION_KINDS = ['new', 'change', 'extend', 'exchange', 'absence', 'transfer'] as const;

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

/** The three events with which one service asks, on the topic of the aggregate that owns its questions. */
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
