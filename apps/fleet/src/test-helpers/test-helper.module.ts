import { Global, Module } from '@nestjs/common';
import { RENTAL_FOLLOW_UP } from '../vehicles/rental-follow-up';
import { HelpedRentalStore } from './helped-rental.store';

/** What fleet has in the test realm and nowhere else (docs/adr/0034). Global, so that who hears of rentals finds it where it is. */
@Global()
@Module({
  providers: [HelpedRentalStore, { provide: RENTAL_FOLLOW_UP, useExisting: HelpedRentalStore }],
  exports: [RENTAL_FOLLOW_UP],
})
export class TestHelperModule {}
