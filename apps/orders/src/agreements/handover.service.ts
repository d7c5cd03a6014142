import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { GatePoint } from '@houtai/event-catalogue';
import { CLOCK, RecordedRefusal, type Clock, type Reach } from '@houtai/service-host';
import { ordersErrors } from '../orders.errors';
import { ofPartner } from '../partners/of-partner';
import { ReservationStore } from '../reservations/reservation.store';
import type { Handover } from './agreement';
import { HandoverGate } from './handover-gate.service';
import { AgreementStore, type StoredAgreement } from './agreement.store';

export type Inspection = Pick<
  Handover,
  'odometerKm' | 'fuelPercent' | 'rentalDepositReference' | 'violationDepositReference'
>;

export interface AskedHandover {
  agreementId: string;
  at: Instant;
  inspection: Inspection;
  driverId?: string;
  /** Of the reservation. */
  expectedVersion?: number;
}

export type HandoverOutcome =
  { agreement: StoredAgreement } | { agreement?: undefined; points: readonly GatePoint[] };

/** Two aggregates of this service change together: the reservation converts, the agreement opens, or neither. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reservations: ReservationStore,
    private readonly agreements: AgreementStore,
    private readonly gate: HandoverGate,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param reservation its id, or its number
   * @param expectedVersion of the reservation
   * @throws RecordedRefusal `handover-refused` with each point that is not in order; dispatch is told of it
   */
  async handOver(
    reservation: string,
    reach: Reach,
    agreementId: string,
    { driverId, ...inspection }: Inspection & { driverId?: string },
    expectedVersion?: number,
  ): Promise<StoredAgreement> {
    const at = this.clock.now();
    const handover = { agreementId, at, inspection, driverId, expectedVersion };
    const outcome = await this.decide(reservation, reach, handover);
    if (outcome.agreement) return outcome.agreement;
    throw new RecordedRefusal(ordersErrors.error('handover-refused', { points: outcome.points }));
  }

  /** @returns the agreement, or what is not in order, of which dispatch is told */
  decide(
    reservation: string,
    reach: Reach,
    { agreementId, at, inspection, driverId, expectedVersion }: AskedHandover,
  ): Promise<HandoverOutcome> {
    const shown = { odometerKm: inspection.odometerKm, driverId };
    return this.unitOfWork.run(async () => {
      let points: GatePoint[] = [];
      const { state } = await this.reservations.handle(
        reservation,
        reach,
        async (before) => {
          const command = await this.gate.commandFor(before, { agreementId, shown, at });
          ({ points } = command);
          return command;
        },
        { ifMatch: expectedVersion },
      );
      if (points.length > 0) return { points };
      if (state.status !== 'converted') throw new Error(`the reservation is ${state.status}, not converted`);
      const { reservationId, customerId, classCode, channel, pickUp, return: dropOff, price } = state;
      const handover = {
        ...{ agreementId, reservationId, customerId, vehicleId: state.binding.vehicleId },
        ...{ classCode, channel, pickUp, return: dropOff, price },
        ...ofPartner(state),
        ...inspection,
        openedAt: at,
      };
      return { agreement: await this.agreements.create({ type: 'OpenAgreement', handover, at }) };
    });
  }
}
