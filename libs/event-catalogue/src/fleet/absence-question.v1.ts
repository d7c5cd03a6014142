import { capacityQuestionOf } from '../capacity-question';

/** Fleet asks for a vehicle to be away: in the workshop, at an inspection, to be sold. */
const question = capacityQuestionOf('fleet', 'absence', {
  questionId: '0196f3a0-0000-7000-8000-000000000021',
  subject: { kind: 'maintenance', id: '0196f3a0-0000-7000-8000-000000000021' },
  kind: 'absence',
  candidates: [
    {
      vehicleId: '0196f3a0-0000-7000-8000-000000000003',
      from: '2026-03-04T01:00:00.000Z',
      latestFrom: '2026-03-06T01:00:00.000Z',
    },
  ],
  minutes: 240,
  need: 'should',
  firmness: 'movable',
  expiresAt: '2026-02-20T02:15:00.000Z',
  requestedAt: '2026-02-20T02:00:00.000Z',
});

export const fleetCapacityRequestedV1 = question.requested;
export const fleetQuestionConfirmedV1 = question.confirmed;
export const fleetQuestionDroppedV1 = question.dropped;
