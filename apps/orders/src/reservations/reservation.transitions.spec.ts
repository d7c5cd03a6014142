import { addHours, transitionsOf } from '@houtai/domain-kit';
import { inOrder, reachedStatuses, testId, walkedTransitions } from '@houtai/testing';
import { RATE_PLAN_DEFAULTS } from '../pricing/rate-plan';
import { RESERVATION_STATUSES, type ReservationCommand } from './reservation';
import { reservationDecider } from './reservation.decide';
import { RESERVATION_TRANSITIONS } from './reservation.transitions';
import {
  allocationId,
  changeId,
  later,
  longer,
  number,
  reservationId,
  submittedAt,
  terms,
} from '../../test/samples/sample-reservation';

const tiers = RATE_PLAN_DEFAULTS.cancellationTiers;
const pickUpAt = terms.pickUp.at;
const arrows = transitionsOf(RESERVATION_TRANSITIONS);

const failedRules = [{ rule: 'minimum-age', message: 'too young' }];
const wish = {
  reservationId,
  number,
  customerId: testId(2),
  channel: 'web',
  terms,
  holdExpiresAt: later(15),
  at: submittedAt,
} as const;
const younger = testId(1007);
const points = [{ rule: 'vehicle-grounded', concerns: 'vehicle' as const, message: 'out of service' }];

const commands: ReservationCommand[] = [
  { type: 'SubmitReservation', ...wish, failedRules: [] },
  { type: 'SubmitReservation', ...wish, failedRules },
  { type: 'RejectReservation', reason: 'no such address', at: later(1) },
  ...[undefined, changeId].flatMap((asked): ReservationCommand[] => [
    { type: 'AcceptCapacity', changeId: asked, at: later(11) },
    { type: 'AcceptCapacity', changeId: asked, at: later(30) },
    { type: 'RefuseCapacity', changeId: asked, reasons: failedRules, alternatives: [], at: later(11) },
  ]),
  { type: 'ExpireReservation', at: later(15) },
  { type: 'RequestChange', changeId, terms: longer, failedRules: [], expiresAt: later(25), at: later(10) },
  { type: 'ExpireChange', at: later(25) },
  ...[allocationId, younger].flatMap((id): ReservationCommand[] => [
    { type: 'BindVehicle', allocationId: id, vehicleId: testId(3), at: later(30) },
    { type: 'ReleaseVehicle', allocationId: id, at: later(40) },
  ]),
  { type: 'CancelReservation', reason: 'customer', tiers, vehicleInOrder: true, at: later(50) },
  { type: 'DeclareNoShow', tiers, graceHours: 4, vehicleInOrder: true, at: addHours(pickUpAt, 4) },
  ...[[], points].map((points): ReservationCommand => {
    return { type: 'ConvertReservation', agreementId: testId(6), earlyMinutes: 120, points, at: pickUpAt };
  }),
  { type: 'SettleFee', at: later(60) },
];

describe('the statuses of a reservation', () => {
  it('move as the table says, and every transition that stands there does happen', () => {
    expect(walkedTransitions(reservationDecider, commands)).toEqual(inOrder(arrows));
  });

  it('are all reached, and those of its end are never left', () => {
    expect(reachedStatuses(arrows)).toEqual(new Set(RESERVATION_STATUSES));
    const left = new Set(arrows.filter(({ from, to }) => from !== to).map(({ from }) => from));
    expect(RESERVATION_STATUSES.filter((status) => !left.has(status))).toEqual([
      'converted',
      'rejected',
      'expired',
      'cancelled',
      'no-show',
    ]);
  });
});
