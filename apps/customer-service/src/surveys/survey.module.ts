import { Module } from '@nestjs/common';
import { sealAnew } from '@houtai/service-host';
import { SurveyController } from './survey.controller';
import { SurveyQueries } from './survey.queries';
import { SurveyStore } from './survey.store';
import { SEALED_COMMENT } from './survey-seals.definition';
import { WhenAgreementClosed } from './when-agreement-closed.consumer';

@Module({
  controllers: [SurveyController, WhenAgreementClosed],
  providers: [SurveyStore, SurveyQueries, ...sealAnew(SEALED_COMMENT)],
})
export class SurveyModule {}
