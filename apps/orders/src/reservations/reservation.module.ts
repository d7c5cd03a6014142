import { Module } from '@nestjs/common';
import { PricingModule } from '../pricing/pricing.module';
import { VehicleModule } from '../vehicles/vehicle.module';
import { PartnerCustomerModule } from '../partners/partner-customer.module';
import { DeclareNoShows } from './declare-no-shows.service';
import { ExpireUnanswered } from './expire-unanswered.service';
import { PromisedVehicle } from './promised-vehicle.service';
import { ReservationController } from './reservation.controller';
import { ReservationDesk } from './reservation-desk.service';
import { ReservationEnds } from './reservation-ends.service';
import { ReservationIntake } from './reservation-intake.service';
import { ReservationQueries } from './reservation.queries';
import { ReservationStore } from './reservation.store';
import { ReservationSubmission } from './reservation-submission.service';
import { WhenDispatchAnswers } from './when-dispatch-answers.consumer';
import { WhenFeeCleared } from './when-fee-cleared.consumer';
import { WishFactsQueries } from './wish-facts.queries';

@Module({
  imports: [PartnerCustomerModule, PricingModule, VehicleModule],
  controllers: [ReservationController, WhenDispatchAnswers, WhenFeeCleared],
  providers: [
    ReservationStore,
    ReservationQueries,
    ReservationIntake,
    ReservationSubmission,
    ReservationDesk,
    ReservationEnds,
    PromisedVehicle,
    WishFactsQueries,
    ExpireUnanswered,
    DeclareNoShows,
  ],
  exports: [ReservationStore, ReservationQueries, ReservationEnds, WishFactsQueries],
})
export class ReservationModule {}
