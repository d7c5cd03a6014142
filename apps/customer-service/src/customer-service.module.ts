import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { ComplaintModule } from './complaint/complaint.module';
import { SurveyModule } from './survey/survey.module';

@Module({ imports: [AggregateModule, SurveyModule, ComplaintModule] })
export class CustomerServiceModule {}
