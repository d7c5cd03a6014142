import { Module } from '@nestjs/common';
import { ReservationNumbers } from './reservation-numbers.store';
import { WhenReservationHasANumber } from './when-reservation-has-a-number.consumer';

/** For a service that is asked about reservations by their numbers. It needs the table `reservation_number`. */
@Module({
  controllers: [WhenReservationHasANumber],
  providers: [ReservationNumbers],
  exports: [ReservationNumbers],
})
export class ReservationNumbersModule {}
