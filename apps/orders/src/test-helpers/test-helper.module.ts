import { Module } from '@nestjs/common';
import { AgreementModule } from '../agreements/agreement.module';
import { CustomerModule } from '../customers/customer.module';
import { ReservationModule } from '../reservations/reservation.module';
import { VehicleModule } from '../vehicles/vehicle.module';
import { BookingHelperController } from './booking-helper.controller';
import { BookingHelper } from './booking-helper.service';
import { HeldAnswerModule } from './held-answer.module';
import { HelperCall } from './helper-call.service';
import { RentalHelperController } from './rental-helper.controller';
import { HelpedBookings } from './helped-bookings.service';
import { RentalHelper } from './rental-helper.service';

/** What orders has in the test realm and nowhere else (docs/adr/0034). */
@Module({
  imports: [HeldAnswerModule, ReservationModule, AgreementModule, CustomerModule, VehicleModule],
  controllers: [BookingHelperController, RentalHelperController],
  providers: [HelperCall, BookingHelper, RentalHelper, HelpedBookings],
})
export class TestHelperModule {}
