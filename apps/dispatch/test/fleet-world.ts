import {
  branchClosedV1,
  branchOpenedV1,
  branchReopenedV1,
  partnerRegisteredV1,
  vehicleCheckedInV1,
  vehicleClassDefinedV1,
  vehicleDisposedV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleWithdrawnV1,
  type EventDefinition,
  type PartnerContract,
} from '@houtai/event-catalogue';
import { at, testId, type TestService } from '@houtai/testing';

export const A = testId(0xa);
export const B = testId(0xb);
/** Another branch of the city of A. */
export const A2 = testId(0xa2);

/** Branches, vehicles and partners, as dispatch hears of them. Times are of `at`. */
export class FleetWorld {
  private readonly versions = new Map<string, number>();

  protected constructor(readonly service: TestService) {}

  close(): Promise<void> {
    return this.service.close();
  }

  drained(limitMs?: number): Promise<void> {
    return this.service.drained(limitMs);
  }

  /** The gateway tells of a new partner. */
  async signs(partnerId: string, terms: Partial<PartnerContract>): Promise<void> {
    const contract = { ...partnerRegisteredV1.sample.contract, ...terms };
    const data = { ...partnerRegisteredV1.sample, partnerId, contract };
    await this.publish(partnerRegisteredV1, partnerId, data, data.registeredAt);
    await this.drained();
  }

  async publish<T>(event: EventDefinition<T>, key: string, data: T, time: string): Promise<void> {
    const version = (this.versions.get(`${event.topic} ${key}`) ?? 0) + 1;
    this.versions.set(`${event.topic} ${key}`, version);
    await this.service.publish({ event, key, aggregateVersion: version, data }, { time });
  }

  openBranch(branchId: string, city: string): Promise<void> {
    const data = {
      ...branchOpenedV1.sample,
      branchId,
      code: branchId.slice(-4),
      city,
      turnaroundMinutes: 60,
    };
    return this.publish(branchOpenedV1, branchId, data, at('00:00'));
  }

  closeBranch(branchId: string, closedFrom: string, decidedAt: string): Promise<void> {
    return this.publish(branchClosedV1, branchId, { branchId, closedFrom, decidedAt }, decidedAt);
  }

  reopenBranch(branchId: string, decidedAt: string): Promise<void> {
    return this.publish(branchReopenedV1, branchId, { branchId, decidedAt }, decidedAt);
  }

  defineClass(classCode: string, rank: number): Promise<void> {
    const data = { ...vehicleClassDefinedV1.sample, classCode, rank };
    return this.publish(vehicleClassDefinedV1, classCode, data, at('00:00'));
  }

  register(vehicleId: string, classCode: string, branchId = A, validTo = at('00:00', 300)): Promise<void> {
    const kinds = [
      'registration',
      'compulsory-insurance',
      'commercial-insurance',
      'annual-inspection',
    ] as const;
    const papers = kinds.map((kind) => ({ kind, number: kind, validFrom: at('00:00', -300), validTo }));
    const plate = vehicleId.slice(-6);
    const registeredAt = at('00:00');
    const data = {
      ...vehicleRegisteredV1.sample,
      vehicleId,
      plate,
      classCode,
      branchId,
      papers,
      registeredAt,
    };
    return this.publish(vehicleRegisteredV1, vehicleId, data, registeredAt);
  }

  ground(vehicleId: string, time: string, expectedBackAt?: string): Promise<void> {
    const back = expectedBackAt === undefined ? {} : { expectedBackAt };
    const data = { vehicleId, reason: 'breakdown' as const, groundedAt: time, ...back };
    return this.publish(vehicleGroundedV1, vehicleId, data, time);
  }

  returnToService(vehicleId: string, time: string): Promise<void> {
    return this.publish(vehicleReturnedToServiceV1, vehicleId, { vehicleId, returnedAt: time }, time);
  }

  /** Of the return of the agreement that `RentalWorld.handOver` made for a reservation. */
  checkIn(reservationId: string, vehicleId: string, time: string, branchId = A): Promise<void> {
    const of = { vehicleId, agreementId: reservationId, branchId };
    const data = { ...vehicleCheckedInV1.sample, ...of, checkedInAt: time };
    return this.publish(vehicleCheckedInV1, vehicleId, data, time);
  }

  move(vehicleId: string, toBranchId: string, time: string): Promise<void> {
    const data = { ...vehicleMovedV1.sample, vehicleId, fromBranchId: A, toBranchId, movedAt: time };
    return this.publish(vehicleMovedV1, vehicleId, data, time);
  }

  withdraw(vehicleId: string, classCode: string, time: string): Promise<void> {
    const data = { vehicleId, classCode, branchId: A, withdrawnAt: time };
    return this.publish(vehicleWithdrawnV1, vehicleId, data, time);
  }

  dispose(vehicleId: string, classCode: string, time: string): Promise<void> {
    const data = { vehicleId, classCode, branchId: A, disposedAt: time };
    return this.publish(vehicleDisposedV1, vehicleId, data, time);
  }
}
