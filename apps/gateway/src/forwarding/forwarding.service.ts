import { setTimeout as delay } from 'node:timers/promises';
import type { OutgoingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, HTTPMethods } from 'fastify';
import type { Pool } from 'undici';
import { assertNever, type DomainError } from '@houtai/domain-kit';
import {
  DeclaredMethods,
  ForbiddenError,
  HostError,
  LOGGER,
  MethodNotAllowedError,
  admits,
  type HostLogger,
  type PartnerAccess,
  type Permission,
} from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { gatewayErrors } from '../gateway.errors';
import { upstreamUrl } from '../routes/published-path';
import type { Route } from '../routes/route-table';
import { ServiceDocuments } from '../routes/service-documents.service';
import { SELF, Upstreams } from '../routes/upstreams.service';
import { copyResponseHeaders, requestHeaders } from './forwarded-headers';
import { clientAddressOf, entryOf, identityIn, pathOf, type GatewayRequest } from './gateway-request.service';
import { takeBody } from './request-body.service';
import { AnswerCutError, ClientLeftError, exchange, type UpstreamRequest } from './upstream-exchange.service';
import { mayRetry, upstreamFailure, type UpstreamFailure } from './upstream-failure';

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const RETRY_AFTER_MS = 50;

/**
 * Passes requests on to the services. It is a plain Fastify route, not a Nest controller: nothing of the pipeline is
 * needed for it, and bodies go through unparsed.
 */
@Injectable()
export class Forwarding {
  constructor(
    private readonly config: GatewayConfig,
    private readonly documents: ServiceDocuments,
    private readonly upstreams: Upstreams,
    private readonly methods: DeclaredMethods,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  install(fastify: FastifyInstance): void {
    this.methods.add((path) => this.documents.methodsOf(path));
    void fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
      scope.route({
        method: METHODS,
        url: '/api/v1/*',
        exposeHeadRoute: false,
        handler: (request, reply) => this.handle(request, reply),
      });
      done();
    });
  }

  private async handle(request: GatewayRequest, reply: FastifyReply): Promise<void> {
    const route = this.routeOf(request);
    entryOf(request).forwardedTo = route;
    admit(request, route);
    const upstream = this.upstreams.pool(route.service);
    if (upstream === undefined) throw failed('unreachable', route.service);
    try {
      await this.forward(request, reply, route, upstream);
    } catch (error) {
      if (!(error instanceof ClientLeftError)) throw error;
      // Nobody is left to be answered.
      reply.hijack();
    }
  }

  private routeOf(request: GatewayRequest): Route {
    const path = pathOf(request);
    const match = this.documents.match(request.method, path);
    switch (match.kind) {
      case 'found':
        // It would come here again, and from here to itself, and so on until the time is over.
        if (isOwn(match.route, request.url)) throw unknownPath(path);
        return match.route;
      case 'wrong-method':
        throw new MethodNotAllowedError(match.allow);
      case 'unknown':
        throw unknownPath(path);
      default:
        return assertNever(match);
    }
  }

  private async forward(
    request: GatewayRequest,
    reply: FastifyReply,
    route: Route,
    upstream: Pool,
  ): Promise<void> {
    const call = request.houtaiCall;
    const headers = requestHeaders(request.headers, {
      correlationId: call?.correlationId ?? request.id,
      traceparent: call?.traceparent,
      clientAddress: clientAddressOf(request),
    });
    const { content, length } = await takeBody(request.raw, this.config.bodyLimit);
    if (length !== undefined) headers['content-length'] = String(length);
    const outgoing: UpstreamRequest = {
      method: request.method as UpstreamRequest['method'],
      path: upstreamUrl(route.service, request.url),
      headers,
      body: content,
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        await exchange(upstream, outgoing, reply.raw, (incoming) => {
          reply.hijack();
          const answer = reply.getHeaders();
          copyResponseHeaders(incoming, answer as Record<string, string | string[]>);
          return answer as OutgoingHttpHeaders;
        });
        return;
      } catch (error) {
        if (error instanceof ClientLeftError || error instanceof HostError) throw error;
        this.logger.warn(
          { err: error, service: route.service, route: route.path, attempt },
          'forwarding failed',
        );
        if (error instanceof AnswerCutError) return;
        const failure = upstreamFailure(error);
        const retry = mayRetry(failure, {
          method: request.method,
          hasIdempotencyKey: headers['idempotency-key'] !== undefined,
          spent: content !== null && !Buffer.isBuffer(content),
        });
        if (!retry || attempt > 1) throw failed(failure, route.service);
        await delay(RETRY_AFTER_MS);
      }
    }
  }
}

/** Whether the gateway serves it under this very path, and its router has not taken it. */
function isOwn({ service }: Route, url: string): boolean {
  return service === SELF && upstreamUrl(SELF, url) === url;
}

function unknownPath(path: string): HostError {
  return new HostError('not-found', { text: { en: `There is no ${path}.`, zh: `不存在 ${path}。` } });
}

/** Throws `unauthenticated` and `forbidden`. */
function admit(request: GatewayRequest, { permission, partner }: Route): void {
  if (permission === undefined) return;
  const demanded = permission as Permission;
  if (!admits(identityIn(request), demanded, partner as PartnerAccess | undefined)) {
    throw new ForbiddenError(demanded);
  }
}

function failed(failure: UpstreamFailure, service: string): DomainError {
  switch (failure) {
    case 'unreachable':
      return gatewayErrors.error('service-unavailable', { service });
    case 'timeout':
      return gatewayErrors.error('service-timeout', { service });
    case 'broken':
      return gatewayErrors.error('service-broken', { service });
    default:
      return assertNever(failure);
  }
}
