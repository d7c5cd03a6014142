import { Module } from '@nestjs/common';
import { ComplaintModule } from './complaint/complaint.module';
import { SurveyModule } from './survey/survey.module';

@Module({ imports: [SurveyModule, ComplaintModule] })
export class CustomerServiceModule {}
