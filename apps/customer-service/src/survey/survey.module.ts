import { Module } from '@nestjs/common';
import { SurveyController } from './survey.controller';
import { SurveyQueries } from './survey.queries';
import { SurveyStore } from './survey.store';
import { WhenAgreementClosed } from './when-agreement-closed.consumer';

@Module({ controllers: [SurveyController, WhenAgreementClosed], providers: [SurveyStore, SurveyQueries] })
export class SurveyModule {}
