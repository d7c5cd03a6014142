import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Reach,
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  RemoveRoute,
  ReplaceRoute,
  ValidationFailedError,
  faultOf,
  type Page,
  ownerOf,
} from '@houtai/service-host';
import { UrlCheck } from '../addresses/url-check.service';
import { isTaken } from '../deliveries/verdict';
import {
  EndpointDetailView,
  EndpointSecretView,
  EndpointView,
  TestResultView,
  endpointView,
} from './endpoint-view.dto';
import {
  ChangeEndpointRequest,
  CreateEndpointRequest,
  EndpointFilter,
  RotateSecretRequest,
  wishOf,
} from './endpoint.dto';
import { EndpointDesk } from './endpoint-desk.service';
import { EndpointQueries } from './endpoint.queries';
import { EndpointTest } from './endpoint-test.service';

const OWN = { partner: 'own' } as const;
const READ = { access: 'webhooks:read', ...OWN } as const;
const WRITE = { access: 'webhooks:write', ...OWN } as const;

@ApiTags('webhooks')
@Controller('api/v1/webhook-endpoints')
export class EndpointController {
  constructor(
    private readonly desk: EndpointDesk,
    private readonly queries: EndpointQueries,
    private readonly tests: EndpointTest,
    private readonly urls: UrlCheck,
  ) {}

  @CreateRoute('', {
    ...WRITE,
    // it waits for a resolver, and its answer holds a secret; a repeated one is refused by its URL
    idempotency: 'none',
    summary: 'Make an endpoint; its secret is shown this once',
    description: 'It gets nothing until a test was answered with 2xx; until then deliveries are held.',
    operationId: 'createWebhookEndpoint',
    answers: EndpointSecretView,
    problems: ['endpoint-url-taken', 'endpoint-limit'],
  })
  async create(@Body() request: CreateEndpointRequest, @Reach() reach: Reach): Promise<EndpointSecretView> {
    const partnerId = partnerFor(request, reach);
    await this.urls.mustBeCallable(request.url);
    const { stored, secret } = await this.desk.create(partnerId, wishOf(request));
    return { ...endpointView(stored), secret };
  }

  @ReadRoute('', {
    ...READ,
    summary: 'List endpoints in the order in which they were made',
    description: 'Without their secrets.',
    operationId: 'listWebhookEndpoints',
    answers: PageOf(EndpointView),
  })
  list(@Query() filter: EndpointFilter, @Reach() reach: Reach): Promise<Page<EndpointView>> {
    return this.queries.list(filter, reach);
  }

  @ReadRoute(':id', {
    ...READ,
    summary: 'Show an endpoint, how it does and what waits for it',
    description: 'Without its secrets. `status` says whether anything is sent to it at present.',
    operationId: 'showWebhookEndpoint',
    answers: EndpointDetailView,
  })
  one(@IdParam() id: string, @Reach() reach: Reach): Promise<EndpointDetailView> {
    return this.queries.one(id, reach);
  }

  @ReplaceRoute(':id', {
    ...WRITE,
    ifMatch: 'optional',
    summary: 'Change an endpoint; with another URL it has to answer a test again',
    description: 'Replaces all that can be changed. What waits goes to the new URL.',
    operationId: 'changeWebhookEndpoint',
    answers: EndpointView,
    problems: ['endpoint-url-taken', 'endpoint-status'],
  })
  async change(
    @IdParam() id: string,
    @Body() request: ChangeEndpointRequest,
    @Reach() reach: Reach,
    @IfMatch() version: number | undefined,
  ): Promise<EndpointView> {
    await this.queries.reached(id, reach);
    await this.urls.mustBeCallable(request.url);
    return endpointView(await this.desk.change(id, reach, wishOf(request), version));
  }

  @RemoveRoute(':id', {
    ...WRITE,
    summary: 'Delete an endpoint and what waits for it',
    description: 'Harmless when it is deleted already.',
    operationId: 'deleteWebhookEndpoint',
  })
  async remove(@IdParam() id: string, @Reach() reach: Reach): Promise<void> {
    await this.desk.remove(id, reach);
  }

  @CommandRoute(':id/test', {
    ...WRITE,
    // it calls a stranger's host
    idempotency: 'none',
    summary: 'Send a signed test; one that is answered with 2xx makes a pending endpoint active',
    description: 'Waits for the answer and tells of it.',
    operationId: 'testWebhookEndpoint',
    answers: TestResultView,
    problems: ['test-too-soon'],
  })
  async test(@IdParam() id: string, @Reach() reach: Reach): Promise<TestResultView> {
    const { status, fault, durationMs, text } = await this.tests.send(id, reach);
    const taken = isTaken({ status });
    const stored = taken ? await this.desk.noteAnswered(id, reach) : await this.queries.reached(id, reach);
    const answer = text === '' ? undefined : text;
    return { taken, status, fault, durationMs, answer, endpoint: endpointView(stored) };
  }

  @CommandRoute(':id/pause', {
    ...WRITE,
    summary: 'Hold what is sent to an endpoint',
    description:
      'Nothing is lost: it goes on when the endpoint is resumed, for as long as messages are kept (30 days).',
    operationId: 'pauseWebhookEndpoint',
    answers: EndpointView,
    problems: ['endpoint-status'],
  })
  async pause(@IdParam() id: string, @Reach() reach: Reach): Promise<EndpointView> {
    return endpointView(await this.desk.pause(id, reach));
  }

  @CommandRoute(':id/resume', {
    ...WRITE,
    summary: 'Go on with an endpoint that was paused or disabled, with what was held first',
    description: 'Harmless when it is active already.',
    operationId: 'resumeWebhookEndpoint',
    answers: EndpointView,
    problems: ['endpoint-status'],
  })
  async resume(@IdParam() id: string, @Reach() reach: Reach): Promise<EndpointView> {
    return endpointView(await this.desk.resume(id, reach));
  }

  @CommandRoute(':id/rotate-secret', {
    ...WRITE,
    idempotency: 'sealed',
    summary: 'Make a new secret, shown this once; both sign for a while',
    description:
      'Every request carries a signature for each valid secret, so a receiver can change over without a gap.',
    operationId: 'rotateWebhookSecret',
    answers: EndpointSecretView,
  })
  async rotateSecret(
    @IdParam() id: string,
    @Body() { overlapHours = 24 }: RotateSecretRequest,
    @Reach() reach: Reach,
  ): Promise<EndpointSecretView> {
    const { stored, secret } = await this.desk.rotateSecret(id, reach, overlapHours);
    return { ...endpointView(stored), secret };
  }
}

/** A partner is who its token says; the company's people say for whom. */
function partnerFor({ partnerId }: CreateEndpointRequest, reach: Reach): string {
  const owner = ownerOf(reach);
  if (owner === undefined) {
    if (partnerId !== undefined) return partnerId;
    throw new ValidationFailedError([
      faultOf('partnerId', 'isGiven', 'must say whose endpoint it is', '必须指明接收端所属的合作伙伴'),
    ]);
  }
  if (partnerId === undefined) return owner;
  throw new ValidationFailedError([
    faultOf('partnerId', 'isAbsent', 'must be absent: it is who you are', '不能填写：由身份决定'),
  ]);
}
