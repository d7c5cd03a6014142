import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Choice, Id } from '../fields';
import { Subject } from '../subject';

const schema = Type.Object({
  escalationId: Id('Escalation'),
  capacityHoldId: Id('The promise, as dispatch keeps it'),
  subject: Subject,
  outcome: Choice(
    ['served', 'handed-over', 'released'],
    'It has a vehicle; the customer has one; the promise is over or has other terms',
  ),
  endedAt: At('Ended'),
});

export type EscalationEndedV1 = Static<typeof schema>;

export const escalationEndedV1 = defineEvent({
  producer: 'dispatch',
  aggregate: 'escalation',
  name: 'escalation-ended',
  meaning: 'Nobody has to decide about the promise any more.',
  schema,
  sample: {
    escalationId: '0196f3a0-0000-7000-8000-00000000000c',
    capacityHoldId: '0196f3a0-0000-7000-8000-000000000007',
    subject: { kind: 'rental', id: '0196f3a0-0000-7000-8000-000000000001' },
    outcome: 'served',
    endedAt: '2026-02-27T04:00:00.000Z',
  },
});
