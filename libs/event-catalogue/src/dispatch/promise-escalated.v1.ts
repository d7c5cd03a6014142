import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Choice, ClassCode, Id, Stop } from '../fields';
import { Subject } from '../subject';

const schema = Type.Object({
  escalationId: Id('Escalation'),
  capacityHoldId: Id('The promise, as dispatch keeps it'),
  subject: Subject,
  conflict: Choice(
    ['no-vehicle', 'vehicle-late', 'vehicle-elsewhere', 'vehicle-unfit'],
    'Why it cannot be served',
  ),
  classCode: ClassCode,
  vehicleId: Type.Optional(Id('The vehicle that cannot serve it')),
  pickUp: Stop('Pick-up'),
  return: Stop('Return'),
  closedBranchId: Type.Optional(Id('Its pick-up or return is at this branch after it has closed')),
  conflictSince: At('In conflict since'),
  escalatedAt: At('Escalated'),
  options: Type.Array(
    Type.Object({
      kind: Choice(['class', 'time', 'branch'], 'What would be another than promised'),
      classCode: ClassCode,
      pickUp: Stop('Pick-up'),
      return: Stop('Return'),
    }),
    { description: 'What there is a vehicle for as the plan stands; held for nobody' },
  ),
});

export type PromiseEscalatedV1 = Static<typeof schema>;

export const promiseEscalatedV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'escalation',
  name: 'promise-escalated',
  meaning:
    'A promise lost its vehicle and dispatch found no other, or its branch is closed by then: somebody has to decide, with the customer.',
  schema,
  sample: {
    escalationId: '0196f3a0-0000-7000-8000-00000000000c',
    capacityHoldId: '0196f3a0-0000-7000-8000-000000000007',
    subject: { kind: 'rental', id: '0196f3a0-0000-7000-8000-000000000001' },
    conflict: 'no-vehicle',
    classCode: 'compact',
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000003', at: '2026-03-01T02:00:00.000Z' },
    return: { branchId: '0196f3a0-0000-7000-8000-000000000003', at: '2026-03-04T02:00:00.000Z' },
    conflictSince: '2026-02-27T02:00:00.000Z',
    escalatedAt: '2026-02-27T02:00:05.000Z',
    options: [
      {
        kind: 'class',
        classCode: 'suv',
        pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000003', at: '2026-03-01T02:00:00.000Z' },
        return: { branchId: '0196f3a0-0000-7000-8000-000000000003', at: '2026-03-04T02:00:00.000Z' },
      },
    ],
  },
});
