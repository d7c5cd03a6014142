import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CommandRoute,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type Page,
} from '@houtai/service-host';
import { reachOf } from '../access/partner-reach';
import { RecoverRequest, ReplayFilter, ReplayView, StartReplayRequest } from './replay.dto';
import { ReplayDesk } from './replay-desk.service';
import { ReplayQueries } from './replay.queries';

@ApiTags('webhooks')
@Controller('api/v1')
export class ReplayController {
  constructor(
    private readonly desk: ReplayDesk,
    private readonly queries: ReplayQueries,
  ) {}

  @CreateRoute('webhook-replays', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'Send many messages again, under their ids and marked as a replay',
    operationId: 'startWebhookReplay',
    answers: ReplayView,
  })
  start(@Body() request: StartReplayRequest, @Actor() actor: Actor): Promise<ReplayView> {
    return this.desk.start(request, reachOf(actor));
  }

  @CommandRoute('webhook-endpoints/:id/recover', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'Send an endpoint everything of its types that was not delivered since a time',
    operationId: 'recoverWebhookEndpoint',
    answers: ReplayView,
  })
  recover(
    @IdParam() endpointId: string,
    @Body() { since }: RecoverRequest,
    @Actor() actor: Actor,
  ): Promise<ReplayView> {
    return this.desk.start({ endpointId, since }, reachOf(actor));
  }

  @ReadRoute('webhook-replays', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'List replays, newest first',
    operationId: 'listWebhookReplays',
    answers: PageOf(ReplayView),
  })
  list(@Query() filter: ReplayFilter, @Actor() actor: Actor): Promise<Page<ReplayView>> {
    return this.queries.list(filter, reachOf(actor));
  }

  @ReadRoute('webhook-replays/:id', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'Show how far a replay is',
    operationId: 'showWebhookReplay',
    answers: ReplayView,
  })
  one(@IdParam() id: string, @Actor() actor: Actor): Promise<ReplayView> {
    return this.queries.one(id, reachOf(actor));
  }

  @CommandRoute('webhook-replays/:id/cancel', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'End a replay; what waits of it is not sent',
    operationId: 'cancelWebhookReplay',
    answers: ReplayView,
    problems: ['replay-over'],
  })
  cancel(@IdParam() id: string, @Actor() actor: Actor): Promise<ReplayView> {
    return this.desk.cancel(id, reachOf(actor));
  }
}
