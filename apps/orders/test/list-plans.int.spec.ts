import { describeLists, startTestService, testId } from '@houtai/testing';
import { AGREEMENTS, OVERDUE_RETURNS } from '../src/agreements/agreement.list';
import { ordersDefinition } from '../src/orders.definition';
import { RATE_PLANS } from '../src/pricing/rate-plan.list';
import { OVERDUE_PICK_UPS, RESERVATIONS } from '../src/reservations/reservation.list';

const RANGE = { from: '2026-01-01', to: '2030-01-01' };
const ANY = (kinds: number, salt: number) => `test_id(test_spread(n, ${salt}, ${kinds}))`;
/** Whose booking it is, and by what it knows the customer; of the house's own neither. */
const PARTNER = `lateral (select case when n = 69 then test_id(3) when n % 3 = 0 then ${ANY(9, 1)} end as id,
                       case when n % 3 = 0 then ${ANY(40, 33)} end as customer) p`;
const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;

describeLists('orders', {
  open: () => startTestService(ordersDefinition),
  fill: [
    `insert into reservation (reservation_id, number, version, status, customer_id, channel, partner_id, partner_customer_id, reference,
                              class_code, pick_up_branch_id, pick_up_at, return_branch_id, return_at, price, hold_expires_at,
                              vehicle_id, allocation_id, agreement_id, ended_at, submitted_at)
     select case n when 69 then test_id(69) else gen_random_uuid() end, case n when 69 then 'R7KM-9QXD-F' else 'N-' || n end, 1, s.status, ${ANY(4000, 31)}, 'web', p.id, p.customer, case when p.id is not null then 'T-' || n end,
            'compact', ${ANY(10, 17)}, ${AT}, ${ANY(10, 13)}, ${AT} + interval '2 days', '{}',
            case when s.status = 'submitted' then ${AT} end, s.vehicle, s.vehicle,
            case when s.status = 'converted' then s.vehicle end,
            case when s.status in ('submitted', 'confirmed', 'ready') then null else ${AT} end, ${AT}
       from generate_series(1, $1::int) n,
       lateral (select (array['submitted', 'confirmed', 'converted', 'expired', 'cancelled'])[1 + test_spread(n, 1, 5)] as status,
                       ${ANY(3000, 11)} as vehicle) s,
       ${PARTNER}`,
    `insert into agreement (agreement_id, version, status, reservation_id, customer_id, vehicle_id, class_code, channel,
                            partner_id, partner_customer_id, reference, pick_up_branch_id, pick_up_at, return_branch_id,
                            due_at, price, odometer_km, fuel_percent, rental_deposit_reference,
                            violation_deposit_reference, opened_at, back)
     select gen_random_uuid(), 1, case when n <= $1 / 3 then 'overdue' else 'returned' end, test_id(n), ${ANY(4000, 31)},
            case when n <= $1 / 3 then test_id(n) else ${ANY(3000, 11)} end, 'compact', 'web', p.id, p.customer,
            case when p.id is not null then 'T-' || n end, ${ANY(10, 17)}, ${AT}, ${ANY(10, 13)},
            ${AT} + interval '2 days', '{}', 1, 50, '', '', ${AT}, case when n > $1 / 3 then '{}'::jsonb end
       from generate_series(1, $1::int) n,
       ${PARTNER}`,
    `insert into rate_plan (rate_plan_id, price_group, class_code, valid_from, workday_fen, weekend_fen, holiday_fen,
                            basic_service_per_day_fen, preparation_fen, one_way_fen, rental_deposit_fen,
                            violation_deposit_fen, late_free_minutes, late_hourly_up_to_hours, first_day_prices_all,
                            cancellation_tiers, fuel_price_per_percent_fen, published_at)
     select gen_random_uuid(), 'group-' || test_spread(n, 8, 40), 'class-' || n % 40, date '2026-01-01' + n / 40, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, false, '[]', 1, now()
       from (select n from generate_series(1, $1::int) n order by test_spread(n, 3, 1000000)) m`,
  ],
  lists: [
    {
      list: RESERVATIONS,
      partner: testId(3),
      samples: {
        ...{
          number: 'R7KM-9QXD-F',
          status: 'cancelled',
          branchId: testId(7),
          customerId: testId(31),
          partnerId: testId(3),
        },
        ...{ reference: 'T-69', pickUpFrom: RANGE.from, pickUpTo: RANGE.to, ...RANGE },
      },
    },
    { list: OVERDUE_PICK_UPS, samples: { branchId: testId(7) } },
    {
      list: AGREEMENTS,
      partner: testId(3),
      partnerSamples: { vehicleId: testId(69) },
      samples: {
        ...{ status: 'overdue', branchId: testId(7), returnBranchId: testId(9), vehicleId: testId(11) },
        ...{
          customerId: testId(31),
          reservationId: testId(69),
          number: 'R7KM-9QXD-F',
          partnerId: testId(3),
          reference: 'T-69',
          ...RANGE,
        },
      },
    },
    { list: OVERDUE_RETURNS, samples: { branchId: testId(9) } },
    { list: RATE_PLANS, samples: { classCode: 'class-3', priceGroup: 'group-3', ...RANGE } },
  ],
  otherIndexes: {
    agreement_by_vehicle_and_time: 'the last rental of a vehicle',
    agreement_hold_over: 'deposits for violations to be released',
    agreement_overdue_by_customer: 'what a customer owes',
    agreement_unpaid_by_customer: 'what a customer owes',
    reservation_owing_fee: 'what a customer owes',
    reservation_by_price_group: 'prices that a partner may see',
    reservation_change_expiry: 'changes without an answer',
    reservation_hold_expiry: 'wishes without an answer',
    reservation_open_by_partner: 'reservations that a partner has open',
  },
});
