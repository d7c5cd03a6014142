import { Decider, Instant, assertNever, earlierOf, fold, laterOf } from '@houtai/domain-kit';
import { refuse } from '../fleet.errors';
import { Paper, fitUntil, lapsedKinds } from './papers';
import {
  Registration,
  RegisteredVehicle,
  Vehicle,
  VehicleCommand,
  VehicleEvent,
  evolve,
  initialState,
} from './vehicle';
import { sameStanding, standingOf } from './vehicle-standing';
import { noteAllocation, noteHandover, noteRelease, noteReturn } from './vehicle-reactions.decide';

type Of<T extends VehicleCommand['type']> = Extract<VehicleCommand, { type: T }>;

/** The facts a command adds, and then the change of standing that follows from them, if any. */
export function decide(command: VehicleCommand, vehicle: Vehicle): VehicleEvent[] {
  const facts = decideFacts(command, vehicle);
  return [...facts, ...statusChange(vehicle, fold({ evolve }, vehicle, facts), causeTime(command, vehicle))];
}

/** Papers end when they end, however late the clock tells us; everything else happens at the time of its command. */
function causeTime(command: VehicleCommand, vehicle: Vehicle): Instant {
  const papersEnd = command.type === 'expire-papers' && vehicle.kind === 'registered';
  return papersEnd ? earlierOf(vehicle.fitUntil, command.at) : command.at;
}

export const vehicleDecider: Decider<VehicleCommand, Vehicle, VehicleEvent> = {
  initialState,
  decide,
  evolve,
};

function decideFacts(command: VehicleCommand, vehicle: Vehicle): VehicleEvent[] {
  if (command.type === 'register-vehicle') return register(command, vehicle);
  if (vehicle.kind === 'unregistered') refuse('vehicle-not-registered');
  switch (command.type) {
    case 'renew-papers':
      return renewPapers(command, vehicle);
    case 'expire-papers':
      return expirePapers(command, vehicle);
    case 'ground-vehicle':
      return ground(command, vehicle);
    case 'return-to-service':
      return returnToService(command, vehicle);
    case 'check-in':
      return checkIn(vehicle);
    case 'put-on-sale':
      return putOnSale(vehicle);
    case 'dispose':
      return dispose(vehicle);
    case 'note-allocation':
      return noteAllocation(command, vehicle);
    case 'note-release':
      return noteRelease(command, vehicle);
    case 'note-handover':
      return noteHandover(command, vehicle);
    case 'note-return':
      return noteReturn(command, vehicle);
    default:
      return assertNever(command);
  }
}

/**
 * A standing lasts from the business time of its cause. A fact that reaches fleet late, with a time before the current
 * `since`, is clamped to that `since`: the announced intervals of a vehicle follow each other and never overlap.
 */
function statusChange(before: Vehicle, after: Vehicle, at: Instant): VehicleEvent[] {
  if (after.kind === 'unregistered') return [];
  if (before.kind === 'unregistered') return [{ type: 'status-changed', since: at }];
  if (sameStanding(standingOf(before), standingOf(after))) return [];
  return [{ type: 'status-changed', since: laterOf(before.since, at) }];
}

function register(
  { type: _, at, ...registration }: Of<'register-vehicle'>,
  vehicle: Vehicle,
): VehicleEvent[] {
  if (vehicle.kind === 'registered') {
    refuse('vehicle-already-registered');
  }
  assertProperPeriods(registration.papers);
  return [
    { type: 'vehicle-registered', registration: registration satisfies Registration, at },
    ...groundIfUnfit(registration.papers, at),
  ];
}

/** Papers that are good again lift a grounding for papers, and no other one; papers that are not good ground the vehicle. */
function renewPapers({ papers, at }: Of<'renew-papers'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  assertInFleet(vehicle);
  assertProperPeriods(papers);
  const renewed: VehicleEvent = { type: 'papers-renewed', papers, at };
  if (!vehicle.grounding) return [renewed, ...groundIfUnfit(papers, at)];
  const fitAgain = vehicle.grounding.reason === 'papers-expired' && lapsedKinds(papers, at).length === 0;
  return fitAgain ? [renewed, { type: 'vehicle-returned-to-service', at }] : [renewed];
}

/** Due work: out of service from the very minute in which the first paper ended. */
function expirePapers({ at }: Of<'expire-papers'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  if (vehicle.grounding || at < vehicle.fitUntil) return [];
  return groundForPapers(vehicle.papers, vehicle.fitUntil);
}

function ground(command: Of<'ground-vehicle'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  const { reason, note, expectedBackAt, at } = command;
  assertInFleet(vehicle);
  if (vehicle.grounding) {
    refuse('vehicle-already-grounded', {
      reason: vehicle.grounding.reason,
      since: vehicle.grounding.groundedAt,
    });
  }
  if (expectedBackAt !== undefined && expectedBackAt <= at) {
    refuse('expected-back-not-in-future', {
      expectedBackAt,
    });
  }
  return [{ type: 'vehicle-grounded', grounding: { reason, note, groundedAt: at, expectedBackAt } }];
}

function returnToService({ at }: Of<'return-to-service'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  assertInFleet(vehicle);
  if (!vehicle.grounding) refuse('vehicle-not-grounded');
  const papers = lapsedKinds(vehicle.papers, at);
  if (papers.length > 0) {
    refuse('papers-not-in-force', { papers });
  }
  return [{ type: 'vehicle-returned-to-service', at }];
}

function checkIn(vehicle: RegisteredVehicle): VehicleEvent[] {
  if (vehicle.rental?.stage !== 'returned') {
    refuse('vehicle-not-returned', {
      operation: standingOf(vehicle).operation,
    });
  }
  return [{ type: 'vehicle-checked-in' }];
}

/** Only a grounded vehicle is sold: dispatch has then already stopped promising it. */
function putOnSale(vehicle: RegisteredVehicle): VehicleEvent[] {
  assertInFleet(vehicle);
  if (vehicle.rental?.stage === 'running') refuse('vehicle-on-rent');
  if (!vehicle.grounding) refuse('vehicle-not-grounded');
  return [{ type: 'vehicle-put-on-sale' }];
}

function dispose(vehicle: RegisteredVehicle): VehicleEvent[] {
  if (vehicle.lifeCycle !== 'on-sale') {
    refuse('vehicle-not-on-sale', {
      lifeCycle: vehicle.lifeCycle,
    });
  }
  return [{ type: 'vehicle-disposed' }];
}

function groundIfUnfit(papers: readonly Paper[], at: Instant): VehicleEvent[] {
  return fitUntil(papers, at) === at ? groundForPapers(papers, at) : [];
}

function groundForPapers(papers: readonly Paper[], at: Instant): VehicleEvent[] {
  const note = `not in force: ${lapsedKinds(papers, at).join(', ')}`;
  return [{ type: 'vehicle-grounded', grounding: { reason: 'papers-expired', note, groundedAt: at } }];
}

function assertProperPeriods(papers: readonly Paper[]): void {
  const empty = papers.filter(({ validFrom, validTo }) => validFrom >= validTo).map(({ kind }) => kind);
  if (empty.length > 0) {
    refuse('paper-period-empty', { papers: empty });
  }
}

function assertInFleet(vehicle: RegisteredVehicle): void {
  if (vehicle.lifeCycle !== 'in-fleet') {
    refuse('vehicle-not-in-fleet', { lifeCycle: vehicle.lifeCycle });
  }
}
