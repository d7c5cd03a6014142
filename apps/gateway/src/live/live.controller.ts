import { Controller, Header, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CreateRoute, ReadRoute } from '@houtai/service-host';
import {
  clientAddressOf,
  entryOf,
  identityIn,
  type GatewayRequest,
} from '../forwarding/gateway-request.service';
import { LiveOpening } from './live-opening.service';
import { LiveFilter, LiveTicketBody } from './live.dto';
import { STREAM_HEADERS } from './live-stream.service';
import { LiveTickets } from './live-tickets.service';
import { isLiveTopic, topicsIn } from './live-topics';

const EXAMPLE = `retry: 2000

: heartbeat
id: 1f9c03aa71be-1041

id: 1f9c03aa71be-1042
event: reservations
data: {"type":"reservation-confirmed","subject":"0196f3a0-0000-7000-8000-000000000001","version":2,"branchId":"0196f3a0-0000-7000-8000-000000000004"}

`;

const DESCRIPTION = `Server-sent events: hints that something is not as it was, and to be read again. They carry no more than
type, id, version and branch. An event's name is its topic.

- \`reset\`: what came in between is not known here (too old, unknown, or you took it in too slowly). Read your lists again.
- \`reauthenticate\`: the token has ended or was taken back. Come back with a new one, to where you were.
- Every comment that keeps the stream awake carries an \`id\`, so the place to come back to moves on in quiet times as well.

Open the stream first and read your lists then: nothing is missed in between.

Field tasks have no topic yet, since no service publishes them: \`tasks\` is refused.`;

/** Live updates. Each topic has a permission of its own; the gateway's own check of the token stands in for one of the route. */
@ApiTags('live')
@Controller('api/v1')
export class LiveController {
  constructor(
    private readonly opening: LiveOpening,
    private readonly tickets: LiveTickets,
  ) {}

  @ReadRoute('live', {
    access: 'public',
    produces: ['text/event-stream'],
    partner: 'own',
    summary: 'Hear of what changes, as it changes',
    description: DESCRIPTION,
    problems: ['topics-forbidden', 'too-many-streams', 'ticket-refused'],
  })
  @ApiBearerAuth()
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'As `after`; sent by browsers on their own',
  })
  @ApiResponse({
    status: 200,
    description: 'A stream that ends with the token, or when the service does',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  async listen(
    @Query() { topics, branchId, after, ticket }: LiveFilter,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: GatewayRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Fastify answers HEAD by the same route; there would be nothing to end it.
    if (request.method === 'HEAD') return void reply.headers(STREAM_HEADERS).send();
    const identity = ticket === undefined ? identityIn(request) : await this.tickets.use(ticket);
    const wish = { topics: topicsIn(topics).filter(isLiveTopic), branchId, after: lastEventId ?? after };
    // A stream is counted among streams, not among the requests that are waited for.
    entryOf(request).release?.();
    await this.opening.open(wish, { ...identity, address: clientAddressOf(request) }, reply);
  }

  // No idempotency: a stored answer would be a ticket at rest.
  @CreateRoute('live-tickets', {
    access: 'public',
    partner: 'own',
    summary: 'Take a ticket with which a browser opens one stream of live updates within 30 seconds',
    description:
      'For `EventSource`, which cannot send a token. It has the rights of who took it, and is good once.',
    answers: LiveTicketBody,
    idempotency: 'none',
  })
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  take(@Req() request: GatewayRequest): Promise<LiveTicketBody> {
    return this.tickets.issue(identityIn(request));
  }
}
