import { capacityQuestionOf } from '../capacity-question';

/** Orders asks about a rental under way: to keep its vehicle for longer, or to go on with another one. */
const question = capacityQuestionOf('orders', 'agreement', {
  questionId: '0196f3a0-0000-7000-8000-000000000022',
  subject: { kind: 'rental', id: '0196f3a0-0000-7000-8000-000000000001' },
  kind: 'extend',
  wishes: [
    {
      classCode: 'compact',
      pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
      return: { branchId: '0196f3a0-0000-7000-8000-000000000005', at: '2026-03-04T02:00:00.000Z' },
    },
  ],
  allowedClasses: ['economy', 'compact'],
  expiresAt: '2026-03-02T10:15:00.000Z',
  requestedAt: '2026-03-02T10:00:00.000Z',
});

export const ordersCapacityRequestedV1 = question.requested;
export const ordersQuestionConfirmedV1 = question.confirmed;
export const ordersQuestionDroppedV1 = question.dropped;
