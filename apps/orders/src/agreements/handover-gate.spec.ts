import { addDays, addHours } from '@houtai/domain-kit';
import { sampleProfile } from '../../test/samples/sample-customer';
import type { Driver, WishFacts } from '../reservations/assess-wish';
import type { KnownVehicle } from '../vehicles/known-vehicle';
import { gatePoints, type GateQuestion } from './handover-gate';

const HERE = '01900000-0000-7000-8000-0000000000a4';
const AT = '2027-03-01T02:00:00.000Z';
const customerId = '01900000-0000-7000-8000-000000000002';
const question: GateQuestion = {
  at: AT,
  customerId,
  classCode: 'compact',
  pickUp: { branchId: HERE, at: AT },
  return: { branchId: HERE, at: addDays(AT, 2) },
  odometerKm: 1_000,
};
const vehicle: KnownVehicle = {
  facts: { vehicleId: '01900000-0000-7000-8000-000000000031', branchId: HERE, odometerKm: 1_000 },
  classCode: 'compact',
};
const driver: Driver = {
  profile: { ...sampleProfile, licence: { ...sampleProfile.licence, class: 'C2', validTo: '2027-03-03' } },
  verified: true,
  blacklisted: false,
  hasUnpaidBalance: false,
  owesFees: false,
  hasOverdueRental: false,
  openReservations: 99,
};
const automatic = { classCode: 'compact', minimumAge: 18, licenceHeldMonths: 6, automaticOnly: true };
const wish: WishFacts = {
  driver,
  classes: [automatic, { ...automatic, classCode: 'suv', automaticOnly: false }],
};
const limits = { noShowGraceHours: 4, maxUnseenKm: 500 };

const rulesOf = (
  asked: Partial<GateQuestion>,
  known: { vehicle?: KnownVehicle; driver?: Partial<Driver> } = {},
) =>
  gatePoints(
    { ...question, ...asked },
    { vehicle: known.vehicle ?? vehicle, wish: { ...wish, driver: { ...driver, ...known.driver } } },
    limits,
  ).map(({ rule, concerns }) => `${concerns}: ${rule}`);

describe('the gate of a handover', () => {
  it('opens when all is in order, however many reservations the customer has', () => {
    expect(rulesOf({})).toEqual([]);
    expect(rulesOf({ driverId: customerId, odometerKm: 1_500 })).toEqual([]);
  });

  it.each<[string, Partial<GateQuestion>, string[]]>([
    ['the odometer runs backwards', { odometerKm: 999 }, ['inspection: odometer-reading']],
    ['the odometer jumps', { odometerKm: 1_501 }, ['inspection: odometer-reading']],
    ['somebody else came', { driverId: HERE }, ['customer: driver-of-reservation']],
    ['the grace is over', { at: addHours(AT, 4) }, ['time: before-no-show-limit']],
    [
      'the planned return has passed, and the licence with it',
      { at: addDays(AT, 3) },
      ['time: before-planned-return', 'time: before-no-show-limit'],
    ],
    [
      'the licence ends before the planned return',
      { return: { branchId: HERE, at: addDays(AT, 3) } },
      ['customer: licence-valid-through-return'],
    ],
  ])('stays closed when %s', (_what, asked, rules) => {
    expect(rulesOf(asked)).toEqual(rules);
  });

  it.each<[string, Partial<Driver>, string]>([
    ['was blacklisted since', { blacklisted: true }, 'not-blacklisted'],
    ['owes a fee', { owesFees: true }, 'no-unpaid-fees'],
    ['owes for a rental', { hasUnpaidBalance: true }, 'no-unpaid-balance'],
    ['is out with another vehicle that is overdue', { hasOverdueRental: true }, 'no-overdue-rental'],
  ])('stays closed for a customer who %s', (_what, now, rule) => {
    expect(rulesOf({}, { driver: now })).toEqual([`customer: ${rule}`]);
  });

  it('judges the driver for the class of this vehicle; that it is not the one promised is not his fault', () => {
    expect(rulesOf({}, { vehicle: { ...vehicle, classCode: 'suv' } })).toEqual(['vehicle: licence-class']);
  });

  it('names everything at once', () => {
    const grounded = { ...vehicle, facts: { ...vehicle.facts, groundedFor: 'recall' } };
    const asked = { odometerKm: 1, at: addHours(AT, 5) };
    expect(rulesOf(asked, { vehicle: grounded, driver: { blacklisted: true } })).toEqual([
      'vehicle: vehicle-grounded',
      'inspection: odometer-reading',
      'customer: not-blacklisted',
      'time: before-no-show-limit',
    ]);
  });
});
