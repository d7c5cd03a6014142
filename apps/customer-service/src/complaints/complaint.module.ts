import { Module } from '@nestjs/common';
import { ReservationNumbersModule, sealAnew } from '@houtai/service-host';
import { ComplaintController } from './complaint.controller';
import { SEALED_DESCRIPTION, SEALED_STEP_TEXT } from './complaint-seals.definition';
import { ComplaintQueries } from './complaint.queries';
import { ComplaintStore } from './complaint.store';
import { ComplaintStepsController } from './complaint-steps.controller';

@Module({
  imports: [ReservationNumbersModule],
  controllers: [ComplaintController, ComplaintStepsController],
  providers: [ComplaintStore, ComplaintQueries, ...sealAnew(SEALED_DESCRIPTION, SEALED_STEP_TEXT)],
})
export class ComplaintModule {}
