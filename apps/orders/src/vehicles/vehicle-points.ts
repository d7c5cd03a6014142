import type { GatePoint } from '@houtai/event-catalogue';
import type { Instant } from '@houtai/domain-kit';
import { paperGaps } from './paper-gaps';
import type { VehicleFacts } from './vehicle-facts';

/** The latest rental of the vehicle, as orders itself knows it. */
export interface LatestRental {
  agreementId: string;
  /** Absent while the vehicle is out. */
  returnedAt?: Instant;
}

export interface VehicleUse {
  branchId: string;
  from: Instant;
  dueAt: Instant;
}

/**
 * What forbids to hand this vehicle over for this use; empty when nothing does. Source: domain rules, "Handover gate".
 * What fleet did not tell refuses nobody: dispatch bound the vehicle by what it knows. A missing check-in does.
 */
export function vehiclePoints(
  facts: VehicleFacts,
  use: VehicleUse,
  latest: LatestRental | undefined,
): GatePoint[] {
  return [
    point('vehicle-in-fleet', notInFleet(facts)),
    point('vehicle-grounded', facts.groundedFor && `The vehicle is out of service: ${facts.groundedFor}`),
    point('papers-in-force', lackingPapers(facts, use)),
    point('vehicle-at-branch', elsewhere(facts, use)),
    point('vehicle-back', latest && !latest.returnedAt && 'The vehicle is still out on another rental'),
    point('vehicle-checked-in', notCheckedIn(facts, latest)),
  ].flat();
}

function point(rule: string, message: string | false | undefined): GatePoint[] {
  return message ? [{ rule, concerns: 'vehicle', message }] : [];
}

function notInFleet({ lifeCycle = 'in-fleet' }: VehicleFacts): string | undefined {
  return lifeCycle === 'in-fleet' ? undefined : `The vehicle is no longer rented out: ${lifeCycle}`;
}

function lackingPapers({ papers }: VehicleFacts, { from, dueAt }: VehicleUse): string | undefined {
  const gaps = papers ? paperGaps(papers, from, dueAt) : [];
  return gaps.length > 0 ? `Not in force until the planned return: ${gaps.join(', ')}` : undefined;
}

function elsewhere({ branchId }: VehicleFacts, use: VehicleUse): string | undefined {
  return branchId === undefined || branchId === use.branchId
    ? undefined
    : 'The vehicle stands at another branch';
}

/** A fleet of a release that does not tell of check-ins still tells that the vehicle stands ready again. */
function notCheckedIn(facts: VehicleFacts, latest: LatestRental | undefined): string | undefined {
  if (!latest?.returnedAt || facts.checkedInAgreementId === latest.agreementId) return undefined;
  const { operation = 'returned', standingSince = '' } = facts;
  const standsReady = operation === 'available' || operation === 'reserved';
  return standsReady && standingSince >= latest.returnedAt
    ? undefined
    : 'The vehicle was not checked in since its return';
}
