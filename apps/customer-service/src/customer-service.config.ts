import { FromEnv, IsWholeNumber, ServiceConfig } from '@houtai/service-host';

export class CustomerServiceConfig extends ServiceConfig {
  /** How long a survey can be answered. */
  @FromEnv('HOUTAI_CUSTOMER_SERVICE_SURVEY_DAYS', 'CUSTOMER_SERVICE_SURVEY_DAYS')
  @IsWholeNumber(1, 90)
  surveyDays: number = 14;
}
