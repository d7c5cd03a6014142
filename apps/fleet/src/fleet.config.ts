import { FromEnv, IsWholeNumber, ServiceConfig } from '@houtai/service-host';

export class FleetConfig extends ServiceConfig {
  /** An absence that dispatch has not answered by then is given up. */
  @FromEnv('HOUTAI_FLEET_ABSENCE_ANSWER_MINUTES')
  @IsWholeNumber(1, 24 * 60)
  absenceAnswerMinutes: number = 15;
}
