import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { OrdersConfig } from '../orders.config';
import type { ReservationCommand, Taken } from '../reservations/reservation';
import { WishFactsQueries } from '../reservations/wish-facts.queries';
import { VehicleFactsStore } from '../vehicles/vehicle-facts.store';
import { gatePoints } from './handover-gate';

export interface ShownAtGate {
  odometerKm: number;
  driverId?: string;
}

/** Gathers what the gate asks: of orders itself, and what fleet has told. */
@Injectable()
export class HandoverGate {
  constructor(
    private readonly vehicles: VehicleFactsStore,
    private readonly facts: WishFactsQueries,
    private readonly config: OrdersConfig,
  ) {}

  async commandFor(
    state: Taken,
    { agreementId, shown, at }: { agreementId: string; shown: ShownAtGate; at: Instant },
  ): Promise<Extract<ReservationCommand, { type: 'ConvertReservation' }>> {
    const points = state.status === 'ready' ? await this.pointsOf(state, shown, at) : [];
    const earlyMinutes = this.config.earlyHandoverMinutes;
    return { type: 'ConvertReservation', agreementId, earlyMinutes, points, at };
  }

  private async pointsOf(state: Extract<Taken, { status: 'ready' }>, shown: ShownAtGate, at: Instant) {
    const { customerId, classCode, pickUp, return: dropOff, binding } = state;
    const [vehicle, wish] = await Promise.all([
      this.vehicles.find(binding.vehicleId),
      this.facts.factsFor({ classCode, pickUp, return: dropOff }, customerId),
    ]);
    const { odometerKm, driverId } = shown;
    const question = { at, customerId, classCode, pickUp, return: dropOff, odometerKm, driverId };
    return gatePoints(question, { vehicle, wish }, this.config);
  }
}
