import { FromEnv, ServiceConfig } from '@houtai/service-host';
import { IsInt, Max, Min } from 'class-validator';

export class CustomerServiceConfig extends ServiceConfig {
  /** How long a survey can be answered. */
  @FromEnv('HOUTAI_CUSTOMER_SERVICE_SURVEY_DAYS', 'CUSTOMER_SERVICE_SURVEY_DAYS')
  @IsInt()
  @Min(1)
  @Max(90)
  surveyDays: number = 14;
}
