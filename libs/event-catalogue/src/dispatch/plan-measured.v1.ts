import { Static, TSchema, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Choice, Id } from '../fields';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Percent = (description: string) =>
  Nullable(Type.Number({ minimum: 0, description: `${description}, per cent` }));
const Milliseconds = Type.Number({ minimum: 0, description: 'ms' });

const schema = Type.Object({
  planId: Id('Run of the optimiser'),
  reason: Choice(['due', 'conflict', 'asked'], 'What called for it'),
  measuredAt: At('Measured'),
  promises: Type.Integer({ minimum: 0, description: 'Promises that could have been moved' }),
  inTime: Type.Boolean({ description: 'There was a plan before the time of the solver was over' }),
  moved: Type.Integer({ minimum: 0, description: 'Promises that got another class or a vehicle' }),
  relocations: Type.Integer({ minimum: 0, description: 'Relocations proposed' }),
  planningGap: Percent('By how much the joint plan is worth less than the bound'),
  operationalGap: Percent('The same of the plan in force before the run'),
  onlineGap: Percent(
    'The same of all wishes, with those that were refused and are still ahead; null when there were too many or no time',
  ),
  refusedWishes: Type.Optional(
    Nullable(
      Type.Integer({
        minimum: 0,
        description: 'Wishes refused and still ahead; null when too many to be weighed',
      }),
    ),
  ),
  couldBeServed: Type.Optional(
    Nullable(
      Type.Integer({ minimum: 0, description: 'Of these so many fit beside what the joint plan serves' }),
    ),
  ),
  answerMs: Nullable(Type.Object({ p50: Milliseconds, p95: Milliseconds, max: Milliseconds })),
  utilisation: Nullable(Type.Number({ minimum: 0, description: 'Rented time over the attainable one' })),
});

export type PlanMeasuredV1 = Static<typeof schema>;

export const planMeasuredV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'plan',
  name: 'plan-measured',
  meaning:
    'All classes were planned together; the plan in force was measured against the best there could be.',
  schema,
  sample: {
    planId: '0196f3a0-0000-7000-8000-00000000000a',
    reason: 'due',
    measuredAt: '2026-03-01T02:00:00.000Z',
    promises: 412,
    inTime: true,
    moved: 3,
    relocations: 1,
    planningGap: 0.02,
    operationalGap: 1.4,
    onlineGap: 3.1,
    refusedWishes: 17,
    couldBeServed: 2,
    answerMs: { p50: 0.02, p95: 0.1, max: 0.9 },
    utilisation: 0.97,
  },
});
