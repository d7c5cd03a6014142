import { Instant, assertNever, earlierOf, fold, laterOf } from '@houtai/domain-kit';
import { refuse } from '../fleet.errors';
import { assertInFleet } from './in-fleet';
import { Paper, fitUntil, lapsedKinds } from './papers';
import type { Registration, RegisteredVehicle, Vehicle, VehicleCommand, VehicleEvent } from './vehicle';
import { evolveVehicle } from './vehicle.evolve';
import { sameStanding, standingOf } from './vehicle-standing';
import { checkIn, move } from './vehicle-between-rentals.decide';
import { noteAllocation, noteHandover, noteRelease, noteReturn } from './vehicle-reactions.decide';

type Of<T extends VehicleCommand['type']> = Extract<VehicleCommand, { type: T }>;

/** The facts a command adds, and then the change of standing that follows from them, if any. */
export function decideVehicle(command: VehicleCommand, vehicle: Vehicle): VehicleEvent[] {
  const facts = decideFacts(command, vehicle);
  return [
    ...facts,
    ...statusChange(vehicle, fold({ evolve: evolveVehicle }, vehicle, facts), causeTime(command, vehicle)),
  ];
}

/** Papers end when they end, however late the clock tells us; everything else happens at the time of its command. */
function causeTime(command: VehicleCommand, vehicle: Vehicle): Instant {
  const papersEnd = command.type === 'ExpirePapers' && vehicle.status !== 'none';
  return papersEnd ? earlierOf(vehicle.fitUntil, command.at) : command.at;
}

function decideFacts(command: VehicleCommand, vehicle: Vehicle): VehicleEvent[] {
  if (command.type === 'RegisterVehicle') return register(command, vehicle);
  if (vehicle.status === 'none') refuse('vehicle-not-registered');
  switch (command.type) {
    case 'RenewPapers':
      return renewPapers(command, vehicle);
    case 'ExpirePapers':
      return expirePapers(command, vehicle);
    case 'GroundVehicle':
      return ground(command, vehicle);
    case 'ReturnToService':
      return returnToService(command, vehicle);
    case 'CheckIn':
      return checkIn(command, vehicle);
    case 'Move':
      return move(command, vehicle);
    case 'PutOnSale':
      return putOnSale(command, vehicle);
    case 'Dispose':
      return dispose(command, vehicle);
    case 'NoteAllocation':
      return noteAllocation(command, vehicle);
    case 'NoteRelease':
      return noteRelease(command, vehicle);
    case 'NoteHandover':
      return noteHandover(command, vehicle);
    case 'NoteReturn':
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
  if (after.status === 'none') return [];
  if (before.status === 'none') return [{ type: 'StatusChanged', at }];
  if (sameStanding(standingOf(before), standingOf(after))) return [];
  return [{ type: 'StatusChanged', at: laterOf(before.since, at) }];
}

function register({ type: _, at, ...registration }: Of<'RegisterVehicle'>, vehicle: Vehicle): VehicleEvent[] {
  if (vehicle.status !== 'none') {
    refuse('vehicle-already-registered');
  }
  assertProperPeriods(registration.papers);
  return [
    { type: 'VehicleRegistered', registration: registration satisfies Registration, at },
    ...groundIfUnfit(registration.papers, at),
  ];
}

/** Papers that are good again lift a grounding for papers, and no other one; papers that are not good ground the vehicle. */
function renewPapers({ papers, at }: Of<'RenewPapers'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  assertInFleet(vehicle);
  assertProperPeriods(papers);
  const renewed: VehicleEvent = { type: 'PapersRenewed', papers, at };
  if (!vehicle.grounding) return [renewed, ...groundIfUnfit(papers, at)];
  const fitAgain = vehicle.grounding.reason === 'papers-expired' && lapsedKinds(papers, at).length === 0;
  return fitAgain ? [renewed, { type: 'VehicleReturnedToService', at }] : [renewed];
}

/** Due work: out of service from the very minute in which the first paper ended. */
function expirePapers({ at }: Of<'ExpirePapers'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  if (vehicle.grounding || at < vehicle.fitUntil) return [];
  return groundForPapers(vehicle.papers, vehicle.fitUntil);
}

function ground(command: Of<'GroundVehicle'>, vehicle: RegisteredVehicle): VehicleEvent[] {
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
  return [{ type: 'VehicleGrounded', reason, note, expectedBackAt, at }];
}

function returnToService({ at }: Of<'ReturnToService'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  assertInFleet(vehicle);
  if (!vehicle.grounding) refuse('vehicle-not-grounded');
  const papers = lapsedKinds(vehicle.papers, at);
  if (papers.length > 0) {
    refuse('papers-not-in-force', { papers });
  }
  return [{ type: 'VehicleReturnedToService', at }];
}

/** Only a grounded vehicle is sold: dispatch has then already stopped promising it. */
function putOnSale({ at }: Of<'PutOnSale'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  assertInFleet(vehicle);
  if (vehicle.rental?.stage === 'running') refuse('vehicle-on-rent');
  if (!vehicle.grounding) refuse('vehicle-not-grounded');
  return [{ type: 'VehiclePutOnSale', at }];
}

function dispose({ at }: Of<'Dispose'>, vehicle: RegisteredVehicle): VehicleEvent[] {
  if (vehicle.status !== 'on-sale') {
    refuse('vehicle-not-on-sale', {
      lifeCycle: vehicle.status,
    });
  }
  return [{ type: 'VehicleDisposed', at }];
}

function groundIfUnfit(papers: readonly Paper[], at: Instant): VehicleEvent[] {
  return fitUntil(papers, at) === at ? groundForPapers(papers, at) : [];
}

function groundForPapers(papers: readonly Paper[], at: Instant): VehicleEvent[] {
  const note = `not in force: ${lapsedKinds(papers, at).join(', ')}`;
  return [{ type: 'VehicleGrounded', reason: 'papers-expired', note, at }];
}

function assertProperPeriods(papers: readonly Paper[]): void {
  const empty = papers.filter(({ validFrom, validTo }) => validFrom >= validTo).map(({ kind }) => kind);
  if (empty.length > 0) {
    refuse('paper-period-empty', { papers: empty });
  }
}
