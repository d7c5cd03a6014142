import { Injectable } from '@nestjs/common';
import { laterOf } from '@houtai/domain-kit';
import { neutralReasons, type GatePoint } from '@houtai/event-catalogue';
import { RecordedRefusal, type Reach } from '@houtai/service-host';
import { AgreementDesk } from '../agreements/agreement-desk.service';
import { AgreementStore, type StoredAgreement } from '../agreements/agreement.store';
import { HandoverService } from '../agreements/handover.service';
import { ordersErrors } from '../orders.errors';
import { HelpedBookings } from './helped-bookings.service';
import { HelperCall } from './helper-call.service';
import type { HelpedPickUpRequest, HelpedReturnRequest } from './rental-helper.dto';

/** Driven between pick-up and return when nobody says how far. */
const USUAL_KM = 100;

/** The counter's part of a rental: the same gate, the same agreement, and the same events. */
@Injectable()
export class RentalHelper {
  constructor(
    private readonly bookings: HelpedBookings,
    private readonly handovers: HandoverService,
    private readonly agreements: AgreementStore,
    private readonly desk: AgreementDesk,
    private readonly call: HelperCall,
  ) {}

  /** Papers are looked at, deposits are put down, the vehicle that is bound is handed over: at the pick-up, or now if that has passed. */
  async pickUp(id: string, reach: Reach, given: HelpedPickUpRequest): Promise<StoredAgreement> {
    const outcome = await this.call.asHouse(async () => {
      const { at, odometerKm = 0 } = await this.bookings.prepare(id, reach, this.call.now());
      const agreementId = this.bookings.newId();
      const deposit = (which: string) => `TEST-${which}-${agreementId.slice(-12)}`;
      const inspection = {
        odometerKm: given.odometerKm ?? odometerKm,
        fuelPercent: given.fuelPercent ?? 100,
        rentalDepositReference: deposit('R'),
        violationDepositReference: deposit('V'),
      };
      return this.call.at(at, () => this.handovers.decide(id, reach, { agreementId, at, inspection }));
    });
    if (outcome.agreement) return outcome.agreement;
    throw refusedFor(reach, outcome.points);
  }

  takeBack(id: string, reach: Reach, given: HelpedReturnRequest): Promise<StoredAgreement> {
    return this.call.asHouse(async () => {
      const { state } = await this.agreements.get(id, reach);
      const back = {
        branchId: given.branchId ?? state.return.branchId,
        odometerKm: given.odometerKm ?? state.odometerKm + USUAL_KM,
        fuelPercent: given.fuelPercent ?? state.fuelPercent,
      };
      const at = laterOf(this.call.now(), state.openedAt);
      return this.call.at(at, () => this.desk.takeBack(id, reach, back, { at }));
    });
  }

  settle(id: string, reach: Reach): Promise<StoredAgreement> {
    return this.call.asHouse(async () => {
      const { state } = await this.agreements.get(id, reach);
      const returnedAt = 'back' in state && state.back ? state.back.returnedAt : state.openedAt;
      const at = laterOf(this.call.now(), returnedAt);
      return this.call.at(at, () => this.desk.settle(id, reach, { at }));
    });
  }
}

/** A partner learns whom or what it is about, and no rule of the house. The desk is told all. */
function refusedFor({ kind }: Reach, points: readonly GatePoint[]): RecordedRefusal {
  const told =
    kind === 'all'
      ? points
      : points.flatMap((point) =>
          neutralReasons([point]).map((reason) => ({ ...reason, concerns: point.concerns })),
        );
  return new RecordedRefusal(ordersErrors.error('handover-refused', { points: told }));
}
