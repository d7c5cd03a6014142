import { Module } from '@nestjs/common';
import { PricingModule } from '../pricing/pricing.module';
import { ExpireUnanswered } from './expire-unanswered.service';
import { ReservationController } from './reservation.controller';
import { ReservationDesk } from './reservation-desk.service';
import { ReservationIntake } from './reservation-intake.service';
import { ReservationQueries } from './reservation.queries';
import { ReservationStore } from './reservation.store';
import { WhenDispatchAnswers } from './when-dispatch-answers.consumer';
import { WishFactsQueries } from './wish-facts.queries';

@Module({
  imports: [PricingModule],
  controllers: [ReservationController, WhenDispatchAnswers],
  providers: [
    ReservationStore,
    ReservationQueries,
    ReservationIntake,
    ReservationDesk,
    WishFactsQueries,
    ExpireUnanswered,
  ],
  exports: [ReservationStore, ReservationQueries],
})
export class ReservationModule {}
