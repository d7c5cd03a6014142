import { reasonOf, type GatePoint, type Reason } from '@houtai/event-catalogue';
import { DEFAULT_TIME_ZONE, addHours, businessDay, type Instant } from '@houtai/domain-kit';
import type { Stop } from '../pricing/quote';
import type { WishFacts } from '../reservations/assess-wish';
import { CLASS_RULES, failedRules } from '../reservations/qualification';
import type { KnownVehicle } from '../vehicles/known-vehicle';
import { vehiclePoints } from '../vehicles/vehicle-points';

/** A handover that is asked for. */
export interface GateQuestion {
  at: Instant;
  customerId: string;
  classCode: string;
  pickUp: Stop;
  return: Stop;
  odometerKm: number;
  /** Who came; the customer of the reservation when nobody is named. */
  driverId?: string;
}

export interface GateLimits {
  noShowGraceHours: number;
  maxUnseenKm: number;
}

/**
 * Everything that forbids this handover, all at once; empty when the gate opens. The driver is judged anew, on this day
 * and for the class of this vehicle. Source: domain rules, "Handover gate".
 */
export function gatePoints(
  question: GateQuestion,
  known: { vehicle: KnownVehicle; wish: WishFacts },
  limits: GateLimits,
): GatePoint[] {
  const { at, pickUp, return: dropOff } = question;
  const use = { branchId: pickUp.branchId, from: at, dueAt: dropOff.at };
  return [
    ...vehiclePoints(known.vehicle.facts, use, known.vehicle.latest),
    ...inspectionPoints(question, known.vehicle, limits),
    ...customerPoints(question, known),
    ...timePoints(question, limits),
  ];
}

function inspectionPoints(
  { odometerKm }: GateQuestion,
  { facts: { odometerKm: last } }: KnownVehicle,
  { maxUnseenKm }: GateLimits,
): GatePoint[] {
  if (last === undefined || (odometerKm >= last && odometerKm <= last + maxUnseenKm)) return [];
  return [{ ...reasonOf('odometer-reading', { lastKm: last, odometerKm }), concerns: 'inspection' }];
}

function customerPoints(
  { at, return: dropOff, classCode, customerId, driverId = customerId }: GateQuestion,
  { vehicle, wish }: { vehicle: KnownVehicle; wish: WishFacts },
): GatePoint[] {
  const points: GatePoint[] = [];
  if (driverId !== customerId) {
    points.push({ ...reasonOf('driver-of-reservation'), concerns: 'customer' });
  }
  const { driver, classes, pickUpBranch } = wish;
  const classOf = (code: string | undefined) => classes.find((one) => one.classCode === code);
  const vehicleClass = classOf(vehicle.classCode) ?? classOf(classCode);
  if (!driver || !vehicleClass) return points;
  const timeZone = pickUpBranch?.timeZone ?? DEFAULT_TIME_ZONE;
  const failed = failedRules({
    ...driver,
    ...driver.profile,
    openReservations: undefined,
    vehicleClass,
    pickUpDay: businessDay(at, timeZone),
    returnDay: businessDay(dropOff.at, timeZone),
  });
  const isAnother = vehicleClass.classCode !== classCode;
  return [...points, ...failed.map((one) => ({ ...one, concerns: whoseFault(one.rule, isAnother) }))];
}

function timePoints(
  { at, pickUp, return: dropOff }: GateQuestion,
  { noShowGraceHours }: GateLimits,
): GatePoint[] {
  const points: GatePoint[] = [];
  const point = (reason: Reason) => points.push({ ...reason, concerns: 'time' });
  if (at >= dropOff.at) point(reasonOf('before-planned-return', { returnAt: dropOff.at }));
  const limit = addHours(pickUp.at, noShowGraceHours);
  if (at >= limit) point(reasonOf('before-no-show-limit', { waitedUntil: limit }));
  return points;
}

/** Whom the company gave a vehicle of another class than promised has to be able to drive it. */
function whoseFault(rule: string, isAnotherClass: boolean): GatePoint['concerns'] {
  const classRules: readonly string[] = CLASS_RULES;
  return isAnotherClass && classRules.includes(rule) ? 'vehicle' : 'customer';
}
