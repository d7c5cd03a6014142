import { Static, Type } from '@sinclair/typebox';
import { ReasonFields } from '../reason';
import { At, Choice, Currency, Day, FenAmount } from '../fields';

/** How a reservation came in. */
export const Channel = Choice(
  ['call-centre', 'web', 'app', 'partner', 'corporate', 'walk-in'],
  'Channel of intake (渠道)',
);

/** Why something was refused: the rule by name, and words a person understands. */
export const RuleReason = Type.Object(ReasonFields);

/** One itemised charge, VAT included. `rental-day` lines carry the rental day (24 h from pick-up) they pay for. */
export const ChargeLine = Type.Object({
  code: Choice(
    [
      'rental-day',
      'basic-service',
      'preparation',
      'one-way',
      'late',
      'unauthorised-overdue',
      'fuel-service',
      'fuel-difference',
      'cancellation',
      'no-show',
    ],
    'What is charged',
  ),
  description: Type.String(),
  quantity: Type.Number({ minimum: 0 }),
  unitFen: FenAmount('Price of one'),
  amountFen: FenAmount('Gross amount, VAT included'),
  vatRateBp: Type.Integer({ minimum: 0, description: 'VAT rate in basis points' }),
  day: Type.Optional(Day('Day that sets the price')),
  from: Type.Optional(At('Start of the rental day')),
  to: Type.Optional(At('End of the rental day')),
});

export type ChargeLine = Static<typeof ChargeLine>;

/** The price promise: itemised, reproducible, a snapshot. */
export const Price = Type.Object({
  currency: Currency,
  ratePlanId: Type.String({ format: 'uuid' }),
  lines: Type.Array(ChargeLine),
  totalFen: FenAmount('Sum of the lines'),
  rentalDepositFen: FenAmount('Rental deposit (租车押金), a pre-authorisation'),
  violationDepositFen: FenAmount('Violation deposit (违章押金), a pre-authorisation'),
});

export type Price = Static<typeof Price>;

/** A price for the golden samples: one workday of a compact car. */
export const samplePrice: Price = {
  currency: 'CNY',
  ratePlanId: '0196f3a0-0000-7000-8000-00000000000b',
  lines: [
    {
      code: 'rental-day',
      description: 'Rental day 2026-03-02 (workday)',
      quantity: 1,
      unitFen: 19800,
      amountFen: 19800,
      vatRateBp: 1300,
      day: '2026-03-02',
      from: '2026-03-02T02:00:00.000Z',
      to: '2026-03-03T02:00:00.000Z',
    },
    {
      code: 'basic-service',
      description: 'Basic service',
      quantity: 1,
      unitFen: 5000,
      amountFen: 5000,
      vatRateBp: 1300,
    },
    {
      code: 'preparation',
      description: 'Preparation',
      quantity: 1,
      unitFen: 2000,
      amountFen: 2000,
      vatRateBp: 1300,
    },
  ],
  totalFen: 26800,
  rentalDepositFen: 300000,
  violationDepositFen: 200000,
};
