import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Day, FenAmount, ClassCode } from '../fields';

const schema = Type.Object({
  ratePlanId: Id('Rate plan'),
  classCode: ClassCode,
  priceGroup: Type.Optional(
    Type.String({ description: 'Price group of the partners it holds for; absent: for everybody else' }),
  ),
  validFrom: Day('First day of pick-up it holds for'),
  workdayFen: FenAmount('A workday'),
  weekendFen: FenAmount('A weekend day'),
  holidayFen: FenAmount('A public holiday'),
  publishedAt: At('Published'),
});

export type RatePlanPublishedV1 = Static<typeof schema>;

export const ratePlanPublishedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'rate-plan',
  name: 'rate-plan-published',
  meaning: 'Prices of a vehicle class hold from this day on.',
  schema,
  sample: {
    ratePlanId: '0196f3a0-0000-7000-8000-00000000000b',
    classCode: 'compact',
    priceGroup: 'agency',
    validFrom: '2026-01-01',
    workdayFen: 19800,
    weekendFen: 23800,
    holidayFen: 35800,
    publishedAt: '2026-01-01T00:00:00.000Z',
  },
});
