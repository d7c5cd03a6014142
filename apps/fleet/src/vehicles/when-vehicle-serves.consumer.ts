import { Controller, Inject, Optional } from '@nestjs/common';
import {
  agreementOpenedV1,
  allocationReleasedV1,
  vehicleAllocatedV1,
  vehicleReturnedV1,
  type AgreementOpenedV1,
  type AllocationReleasedV1,
  type VehicleAllocatedV1,
  type VehicleReturnedV1,
} from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { RENTAL_FOLLOW_UP, type RentalFollowUp } from './rental-follow-up';
import { VehicleStore } from './vehicle.store';

/** What dispatch and orders do with a vehicle, from the reservation it is promised to until it is back. */
@Controller()
export class WhenVehicleServes {
  /** @param followUp in the test realm alone */
  constructor(
    private readonly vehicles: VehicleStore,
    @Optional() @Inject(RENTAL_FOLLOW_UP) private readonly followUp?: RentalFollowUp,
  ) {}

  @OnEvents(vehicleAllocatedV1)
  async allocate(events: Received<VehicleAllocatedV1>[]): Promise<void> {
    await this.vehicles.handleMany(
      events.flatMap(({ data, call }) => {
        const { allocationId, reservationId, vehicleId: id, from, to, allocatedAt: at } = data;
        // what the vehicle is for besides is fleet's own absences
        if (reservationId === undefined) return [];
        const allocation = { allocationId, reservationId, from, to };
        return { id, call, command: { type: 'NoteAllocation', allocation, at } };
      }),
    );
  }

  @OnEvents(allocationReleasedV1)
  async release(events: Received<AllocationReleasedV1>[]): Promise<void> {
    await this.vehicles.handleMany(
      events.map(({ data: { allocationId, vehicleId: id, releasedAt: at }, call }) => {
        return { id, call, command: { type: 'NoteRelease', allocationId, at } };
      }),
    );
  }

  @OnEvents(agreementOpenedV1)
  async handOver(events: Received<AgreementOpenedV1>[]): Promise<void> {
    await this.followUp?.opened(events.map(({ data }) => data));
    await this.vehicles.handleMany(
      events.map(({ data: { agreementId, reservationId, vehicleId: id, pickUp, ...data }, call }) => {
        const { odometerKm, openedAt: at } = data;
        const rental = { agreementId, reservationId, branchId: pickUp.branchId, odometerKm };
        return { id, call, command: { type: 'NoteHandover', ...rental, at } };
      }),
    );
  }

  @OnEvents(vehicleReturnedV1)
  async takeBack(events: Received<VehicleReturnedV1>[]): Promise<void> {
    const steps = await this.followUp?.returned(events.map(({ data }) => data));
    await this.vehicles.handleMany(
      events.flatMap(({ data, call }) => {
        const { agreementId, vehicleId: id, branchId, odometerKm, returnedAt: at } = data;
        const noted = { type: 'NoteReturn', agreementId, branchId, odometerKm, at } as const;
        const next = steps?.get(agreementId);
        return [
          { id, call, command: noted },
          ...(next ? [{ id, call: { ...call, businessTime: next.at }, command: next.command }] : []),
        ];
      }),
    );
  }
}
