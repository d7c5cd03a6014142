import { Module } from '@nestjs/common';
import { ComplaintController } from './complaint.controller';
import { ComplaintQueries } from './complaint.queries';
import { ComplaintStore } from './complaint.store';
import { ComplaintStepsController } from './complaint-steps.controller';

@Module({
  controllers: [ComplaintController, ComplaintStepsController],
  providers: [ComplaintStore, ComplaintQueries],
})
export class ComplaintModule {}
