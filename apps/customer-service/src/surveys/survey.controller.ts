import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  Actor,
  CommandRoute,
  IdParam,
  PageOf,
  ReadRoute,
  grants,
  permissionsOf,
  type Clock,
  type Page,
} from '@houtai/service-host';
import { SatisfactionFilter, SatisfactionView } from './satisfaction.dto';
import { AnswerSurveyRequest, SurveyFilter, SurveyView } from './survey.dto';
import { SurveyQueries, viewOf } from './survey.queries';
import { SurveyStore } from './survey.store';

@ApiTags('surveys')
@Controller('api/v1')
export class SurveyController {
  constructor(
    private readonly surveys: SurveyStore,
    private readonly queries: SurveyQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('surveys', {
    access: 'surveys:read',
    summary: 'List the surveys',
    description: 'Without comments. A customer is asked once after each rental.',
    operationId: 'listSurveys',
    answers: PageOf(SurveyView),
  })
  list(@Query() query: SurveyFilter): Promise<Page<SurveyView>> {
    return this.queries.list(query, this.clock.now());
  }

  @ReadRoute('surveys/:id', {
    access: 'surveys:read',
    summary: 'Show a survey',
    description: 'With the comment only for those who may record answers.',
    operationId: 'showSurvey',
    answers: SurveyView,
  })
  one(@IdParam() id: string, @Actor() actor: Actor): Promise<SurveyView> {
    const withComment = grants(permissionsOf(actor.roles), 'surveys:write');
    return this.queries.one(id, this.clock.now(), withComment);
  }

  @CommandRoute('surveys/:id/answer', {
    access: 'surveys:write',
    summary: 'Record the customer’s answer',
    description: 'Counts once and in time; the comment is shown to who may record answers.',
    operationId: 'answerSurvey',
    answers: SurveyView,
    problems: ['survey-already-answered', 'survey-over'],
  })
  async answer(@IdParam() id: string, @Body() request: AnswerSurveyRequest): Promise<SurveyView> {
    const { satisfaction, recommendation, comment } = request;
    const at = this.clock.now();
    const answer = { type: 'AnswerSurvey', satisfaction, recommendation, comment, at } as const;
    return viewOf(await this.surveys.handle(id, answer), at);
  }

  @ReadRoute('satisfaction', {
    access: 'surveys:read',
    summary: 'How satisfied the customers are',
    description: 'CSAT and NPS of the customers asked in a period, with response rate and confidence.',
    operationId: 'showSatisfaction',
    answers: SatisfactionView,
  })
  satisfaction(@Query() query: SatisfactionFilter): Promise<SatisfactionView> {
    return this.queries.satisfaction(query);
  }
}
