import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Reach,
  CommandRoute,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  type Page,
} from '@houtai/service-host';
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
    description: 'Runs in the background; messages are kept for 30 days.',
    operationId: 'startWebhookReplay',
    answers: ReplayView,
    problems: ['not-found'],
  })
  start(@Body() request: StartReplayRequest, @Reach() reach: Reach): Promise<ReplayView> {
    return this.desk.start(request, reach);
  }

  @CommandRoute('webhook-endpoints/:id/recover', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'Send an endpoint everything of its types that was not delivered since a time',
    description: 'Runs in the background as a replay, under the same ids.',
    operationId: 'recoverWebhookEndpoint',
    answers: ReplayView,
  })
  recover(
    @IdParam() endpointId: string,
    @Body() { since }: RecoverRequest,
    @Reach() reach: Reach,
  ): Promise<ReplayView> {
    return this.desk.start({ endpointId, since }, reach);
  }

  @ReadRoute('webhook-replays', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'List replays, newest first',
    description: 'With how far each is.',
    operationId: 'listWebhookReplays',
    answers: PageOf(ReplayView),
  })
  list(@Query() filter: ReplayFilter, @Reach() reach: Reach): Promise<Page<ReplayView>> {
    return this.queries.list(filter, reach);
  }

  @ReadRoute('webhook-replays/:id', {
    access: 'webhooks:read',
    partner: 'own',
    summary: 'Show how far a replay is',
    description: 'How many it has queued, and whether it is over.',
    operationId: 'showWebhookReplay',
    answers: ReplayView,
  })
  one(@IdParam() id: string, @Reach() reach: Reach): Promise<ReplayView> {
    return this.queries.one(id, reach);
  }

  @CommandRoute('webhook-replays/:id/cancel', {
    access: 'webhooks:write',
    partner: 'own',
    summary: 'End a replay; what waits of it is not sent',
    description: 'What is under way is still delivered.',
    operationId: 'cancelWebhookReplay',
    answers: ReplayView,
    problems: ['replay-over'],
  })
  cancel(@IdParam() id: string, @Reach() reach: Reach): Promise<ReplayView> {
    return this.desk.cancel(id, reach);
  }
}
