import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { OrdersConfig } from '../orders.config';
import { ReservationStore } from '../reservations/reservation.store';
import type { Handover } from './agreement';
import { AgreementStore, type StoredAgreement } from './agreement.store';

export type Inspection = Pick<
  Handover,
  'odometerKm' | 'fuelPercent' | 'rentalDepositReference' | 'violationDepositReference'
>;

/** Two aggregates of this service change together: the reservation converts, the agreement opens, or neither. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reservations: ReservationStore,
    private readonly agreements: AgreementStore,
    private readonly config: OrdersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param expectedVersion of the reservation */
  async handOver(
    reservationId: string,
    agreementId: string,
    inspection: Inspection,
    expectedVersion?: number,
  ): Promise<StoredAgreement> {
    const at = this.clock.now();
    const earlyMinutes = this.config.earlyHandoverMinutes;
    return this.unitOfWork.run(async () => {
      const { state } = await this.reservations.handle(
        reservationId,
        { type: 'ConvertReservation', agreementId, earlyMinutes, at },
        { ifMatch: expectedVersion },
      );
      if (state.status !== 'converted') throw new Error(`the reservation is ${state.status}, not converted`);
      const { customerId, classCode, channel, pickUp, price, binding } = state;
      const handover = {
        agreementId,
        reservationId,
        customerId,
        vehicleId: binding.vehicleId,
        classCode,
        channel,
        pickUp,
        return: state.return,
        price,
        ...inspection,
        openedAt: at,
      };
      return this.agreements.create({ type: 'OpenAgreement', handover, at });
    });
  }
}
