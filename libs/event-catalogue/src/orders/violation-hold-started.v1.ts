import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { OfPartner, sampleOfPartner } from './of-partner';

const schema = Type.Object({
  agreementId: Id('Agreement'),
  reservationId: Id('Reservation'),
  holdUntil: At('Released then, unless a violation is open'),
  startedAt: At('Started'),
  ...OfPartner,
});

export type ViolationHoldStartedV1 = Static<typeof schema>;

export const violationHoldStartedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'agreement',
  name: 'violation-hold-started',
  meaning: 'Everything is paid; only the violation deposit waits until fines can no longer appear.',
  schema,
  sample: {
    agreementId: '0196f3a0-0000-7000-8000-000000000006',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    holdUntil: '2026-03-18T03:10:00.000Z',
    startedAt: '2026-03-03T03:31:00.000Z',
    ...sampleOfPartner,
  },
});
