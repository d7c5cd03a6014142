import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CLOCK,
  IdParam,
  Permit,
  grants,
  permissionsOf,
  type Clock,
  PageOf,
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

  @Get('surveys')
  @Permit('surveys:read')
  @ApiOperation({ summary: 'List the surveys', operationId: 'listSurveys' })
  @ApiOkResponse({ type: PageOf(SurveyView) })
  list(@Query() query: SurveyFilter): Promise<Page<SurveyView>> {
    return this.queries.list(query, this.clock.now());
  }

  @Get('surveys/:id')
  @Permit('surveys:read')
  @ApiOperation({
    summary: 'Show a survey',
    description: 'With the comment only for those who may record answers.',
    operationId: 'showSurvey',
  })
  @ApiOkResponse({ type: SurveyView })
  one(@IdParam() id: string, @Actor() actor: Actor): Promise<SurveyView> {
    const withComment = grants(permissionsOf(actor.roles), 'surveys:write');
    return this.queries.one(id, this.clock.now(), withComment);
  }

  @Post('surveys/:id/answer')
  @HttpCode(200)
  @Permit('surveys:write')
  @ApiOperation({ summary: 'Record the customer’s answer', operationId: 'answerSurvey' })
  @ApiOkResponse({ type: SurveyView })
  async answer(@IdParam() id: string, @Body() request: AnswerSurveyRequest): Promise<SurveyView> {
    const { satisfaction, recommendation, comment } = request;
    const at = this.clock.now();
    const answer = { type: 'AnswerSurvey', satisfaction, recommendation, comment, at } as const;
    return viewOf(await this.surveys.handle(id, answer), at);
  }

  @Get('satisfaction')
  @Permit('surveys:read')
  @ApiOperation({
    summary: 'How satisfied the customers are',
    description: 'CSAT and NPS of the customers asked in a period, with response rate and confidence.',
    operationId: 'showSatisfaction',
  })
  @ApiOkResponse({ type: SatisfactionView })
  satisfaction(@Query() query: SatisfactionFilter): Promise<SatisfactionView> {
    return this.queries.satisfaction(query);
  }
}
