import { Controller, Inject, Optional } from '@nestjs/common';
import {
  allocationReleasedV1,
  capacityHeldV1,
  capacityRefusedV1,
  vehicleAllocatedV1,
  withFacts,
  type AllocationReleasedV1,
  type CapacityHeldV1,
  type CapacityRefusedV1,
  type VehicleAllocatedV1,
} from '@houtai/event-catalogue';
import { OnEvents, type CallContext, type Received } from '@houtai/messaging';
import { ANSWER_FILTER, type AnswerFilter, type DispatchAnswer } from './answer-filter';
import { ReservationStore } from './reservation.store';

@Controller()
export class WhenDispatchAnswers {
  /** @param filter in the test realm alone */
  constructor(
    private readonly reservations: ReservationStore,
    @Optional() @Inject(ANSWER_FILTER) private readonly filter?: AnswerFilter,
  ) {}

  /** Dispatch has a vehicle: confirm the wish, or swap in the change it answers. */
  @OnEvents(capacityHeldV1)
  async accept(events: Received<CapacityHeldV1>[]): Promise<void> {
    await this.take(
      ofRentals(events).map(({ id, data: { changeId, heldAt: at }, call }) => {
        return { id, call, command: { type: 'AcceptCapacity', changeId, at } };
      }),
    );
  }

  /** Dispatch has no vehicle: reject the wish, or leave the promise as it was before the change. */
  @OnEvents(capacityRefusedV1)
  async refuse(events: Received<CapacityRefusedV1>[]): Promise<void> {
    await this.take(
      ofRentals(events).map(({ id, data, call }) => {
        const { changeId, alternatives, refusedAt: at } = data;
        const reasons = data.reasons.map(withFacts);
        return { id, call, command: { type: 'RefuseCapacity', changeId, reasons, alternatives, at } };
      }),
    );
  }

  private async take(answers: (DispatchAnswer & { call: CallContext })[]): Promise<void> {
    await this.reservations.handleMany(this.filter ? await this.filter.passing(answers) : answers);
  }

  /** Dispatch bound a vehicle: the reservation is ready. */
  @OnEvents(vehicleAllocatedV1)
  async bind(events: Received<VehicleAllocatedV1>[]): Promise<void> {
    await this.reservations.handleMany(
      ofRentals(events).map(({ id, data: { allocationId, vehicleId, allocatedAt: at }, call }) => {
        return { id, call, command: { type: 'BindVehicle', allocationId, vehicleId, at } };
      }),
    );
  }

  /** Dispatch took a vehicle back: the reservation waits for the next one, unless it is over. */
  @OnEvents(allocationReleasedV1)
  async release(events: Received<AllocationReleasedV1>[]): Promise<void> {
    await this.reservations.handleMany(
      ofRentals(events).map(({ id, data: { allocationId, releasedAt: at }, call }) => {
        return { id, call, command: { type: 'ReleaseVehicle', allocationId, at } };
      }),
    );
  }
}

/**
 * Capacity is held for other subjects, too: what names no reservation is none of orders' business. Nor does a reservation
 * wait for the answer to a question about its rental under way.
 */
function ofRentals<T extends { reservationId?: string; questionId?: string }>(
  events: readonly Received<T>[],
): (Received<T> & { id: string })[] {
  return events.flatMap((received) => {
    const { reservationId: id, questionId } = received.data;
    return id === undefined || questionId !== undefined ? [] : { ...received, id };
  });
}
