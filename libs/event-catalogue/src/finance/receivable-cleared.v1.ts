import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  clearedAt: At('Cleared'),
});

export type ReceivableClearedV1 = Static<typeof schema>;

export const receivableClearedV1 = defineEvent({
  producer: 'finance',
  aggregate: 'receivable',
  name: 'receivable-cleared',
  meaning: 'Nothing is owed for an order any more: its final charges are paid.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    clearedAt: '2026-03-03T03:30:01.000Z',
  },
});
