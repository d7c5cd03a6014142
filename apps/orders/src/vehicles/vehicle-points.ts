import { reasonOf, type GatePoint, type ReasonFacts, type ReasonRule } from '@houtai/event-catalogue';
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
    point('vehicle-grounded', facts.groundedFor !== undefined && { reason: facts.groundedFor }),
    point('papers-in-force', lackingPapers(facts, use)),
    point('vehicle-at-branch', isElsewhere(facts, use) && {}),
    point('vehicle-back', latest !== undefined && !latest.returnedAt && {}),
    point('vehicle-checked-in', isNotCheckedIn(facts, latest) && {}),
  ].flat();
}

/** @param facts what it tells; false or none where all is well */
function point(rule: ReasonRule, facts: ReasonFacts | false | undefined): GatePoint[] {
  return facts ? [{ ...reasonOf(rule, facts), concerns: 'vehicle' }] : [];
}

function notInFleet({ lifeCycle = 'in-fleet' }: VehicleFacts): ReasonFacts | undefined {
  return lifeCycle === 'in-fleet' ? undefined : { lifeCycle };
}

function lackingPapers({ papers }: VehicleFacts, { from, dueAt }: VehicleUse): ReasonFacts | undefined {
  const gaps = papers ? paperGaps(papers, from, dueAt) : [];
  return gaps.length > 0 ? { papers: gaps.join(', ') } : undefined;
}

function isElsewhere({ branchId }: VehicleFacts, use: VehicleUse): boolean {
  return branchId !== undefined && branchId !== use.branchId;
}

/** A fleet of a release that does not tell of check-ins still tells that the vehicle stands ready again. */
function isNotCheckedIn(facts: VehicleFacts, latest: LatestRental | undefined): boolean {
  if (!latest?.returnedAt || facts.checkedInAgreementId === latest.agreementId) return false;
  const { operation = 'returned', standingSince = '' } = facts;
  const standsReady = operation === 'available' || operation === 'reserved';
  return !standsReady || standingSince < latest.returnedAt;
}
