import { Module } from '@nestjs/common';
import { AggregateModule } from '@houtai/aggregate';
import { ComplaintModule } from './complaints/complaint.module';
import { SurveyModule } from './surveys/survey.module';

@Module({ imports: [AggregateModule, SurveyModule, ComplaintModule] })
export class CustomerServiceModule {}
