import { Inject, Injectable } from '@nestjs/common';
import { addMinutes } from '@houtai/domain-kit';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { FleetConfig } from '../fleet.config';
import { assertInFleet } from '../vehicles/in-fleet';
import { VehicleStore } from '../vehicles/vehicle.store';
import type { RequestAbsenceRequest } from './absence.dto';
import { AbsenceStore, type StoredAbsence } from './absence.store';

/** Asks dispatch for a vehicle to be away. */
@Injectable()
export class RequestAbsence {
  constructor(
    private readonly absences: AbsenceStore,
    private readonly vehicles: VehicleStore,
    private readonly config: FleetConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @throws NotFoundError, DomainError `vehicle-not-in-fleet` for any of the vehicles; what the rules of an absence say */
  async request(vehicleId: string, request: RequestAbsenceRequest): Promise<StoredAbsence> {
    const { kind, need, firmness, minutes, note } = request;
    const candidates = request.candidates.map((candidate) => ({ vehicleId, ...defined(candidate) }));
    for (const id of new Set([vehicleId, ...candidates.map((candidate) => candidate.vehicleId)])) {
      assertInFleet((await this.vehicles.get(id)).state);
    }
    const at = this.clock.now();
    const wish = { id: this.ids.next(), vehicleId, kind, need, firmness, minutes, candidates, note };
    const expiresAt = addMinutes(at, this.config.absenceAnswerMinutes);
    return this.absences.create({ type: 'RequestAbsence', wish, expiresAt, at });
  }
}

/** Without the properties that a request has and that say nothing. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
