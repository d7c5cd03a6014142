import { Module } from '@nestjs/common';
import { VehicleModule } from '../vehicles/vehicle.module';
import { AbsenceController } from './absence.controller';
import { AbsenceQueries } from './absence.queries';
import { AbsenceStore } from './absence.store';
import { EndAbsences } from './end-absences.service';
import { RequestAbsence } from './request-absence.service';
import { WhenDispatchAnswers } from './when-dispatch-answers.consumer';

@Module({
  imports: [VehicleModule],
  controllers: [AbsenceController, WhenDispatchAnswers],
  providers: [AbsenceStore, AbsenceQueries, RequestAbsence, EndAbsences],
})
export class AbsenceModule {}
