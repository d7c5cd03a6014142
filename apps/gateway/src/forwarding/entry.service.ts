import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError } from '@houtai/domain-kit';
import { UnavailableError } from '@houtai/service-host';
import { AuditLog } from '../audit/audit-log.service';
import { RefusedKeyError, type KeyOwner } from '../credentials/refused-key';
import { Callers } from '../identity/callers.service';
import type { Identity } from '../identity/identities.service';
import { PartnerLimits } from '../limits/partner-limits.service';
import { clientAddressOf, entryOf, isChange, pathOf, type GatewayRequest } from './gateway-request.service';
import { SAFE_HEADERS } from './safe-headers';
import { RateLimits, type LimitHeaders } from './rate-limits.service';

/** `/docs-json`, `/docs/partner.json` … */
const DOCUMENT = /^\/docs(-json|\/[\w-]+\.json)(\?|$)/;
const OWN_READS_OF_PERSONS = new Set([
  '/api/v1/partners/:partnerId/users',
  '/api/v1/partners/:partnerId/users/:id',
]);
const BEARER = /^Bearer +(\S+)$/i;
/** Status in the audit trail of a request whose client left before the answer (as nginx has it). */
const CLIENT_LEFT = 499;

/** What happens to every request under `/api/`, and to those for documents of it, before anything else: who is it, is it too many, does the trail work. */
@Injectable()
export class EntryHooks {
  constructor(
    private readonly callers: Callers,
    private readonly rateLimits: RateLimits,
    private readonly partnerLimits: PartnerLimits,
    private readonly audit: AuditLog,
  ) {}

  install(fastify: FastifyInstance): void {
    this.rateLimits.install(fastify);
    fastify.decorateRequest('gatewayEntry', undefined);
    fastify.addHook('onRequest', (request: GatewayRequest, reply, done) => {
      void reply.header('x-content-type-options', 'nosniff');
      // The pages around the API are the same for everybody; it and its documents are not. By the route as well: whatever
      // the router takes for the API is the API.
      const isOfApi = [request.url, request.routeOptions.url].some((path) => path?.startsWith('/api/'));
      if (isOfApi) void reply.headers(SAFE_HEADERS);
      if (!isOfApi && !DOCUMENT.test(request.url)) return done();
      this.enter(request, reply).then(() => done(), done);
    });
  }

  private async enter(request: GatewayRequest, reply: FastifyReply): Promise<void> {
    void reply.headers(await this.identify(request, reply));
    const change = isChange(request.method);
    if (!change && !entryOf(request).identity?.actor.partnerId) return;
    // What could not be recorded is not done.
    if (this.audit.isFull()) throw auditStuck();
    reply.raw.once('close', () => {
      if (change || tellsOfPersons(request)) this.record(request, reply);
    });
  }

  /**
   * Counts before it verifies, so that made-up tokens and keys cost no signature check and no look beyond the limit of
   * their address. What is known, or being verified for another request, costs none and is not counted until it turns
   * out bad.
   */
  private async identify(request: GatewayRequest, reply: FastifyReply): Promise<LimitHeaders> {
    const entry = entryOf(request);
    const address = clientAddressOf(request);
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    // Only what was found good is passed on: a key that is refused, or sent in a wrong way, stays outside as well.
    delete request.headers.authorization;
    if (token === undefined) return this.rateLimits.countAddress(request, address);
    const costsNothing = this.callers.isKnown(token);
    const counted = costsNothing ? undefined : await this.rateLimits.countAddress(request, address);
    try {
      entry.identity = await this.callers.identify(token, address);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      entry.refusal = error;
      if (error instanceof RefusedKeyError) entry.refusedKey = error.owner;
      request.houtaiRefusal = error;
      return counted ?? this.rateLimits.countAddress(request, address);
    }
    // From here on, in this process and in the services, a foreign token or a key counts as the Houtai token made for it.
    request.headers.authorization = `Bearer ${entry.identity.exchanged ?? token}`;
    const { actor } = entry.identity;
    if (actor.partnerId === undefined) return this.rateLimits.countAccount(request, actor.id);
    const release = await this.partnerLimits.admit(entry.identity, (headers) => void reply.headers(headers));
    entry.release = release;
    // Who left meanwhile is not waited for: nobody would tell that it has ended.
    if (reply.raw.closed) release();
    else reply.raw.once('close', release);
    return {};
  }

  private record(request: GatewayRequest, reply: FastifyReply): void {
    const { identity, refusedKey, signedIn, forwardedTo } = entryOf(request);
    const own = request.routeOptions.url;
    const route = forwardedTo?.path ?? own?.replaceAll(/:(\w+)/g, '{$1}');
    // Neither a service's route nor one of ours: nothing could have changed.
    if (route === undefined || route.endsWith('*')) return;
    this.audit.record({
      actorId: identity?.actor.id ?? signedIn?.id ?? null,
      actorName: identity?.actor.name ?? signedIn?.name ?? null,
      method: request.method,
      route,
      target: pathOf(request),
      service: forwardedTo?.service ?? 'gateway',
      status: reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_LEFT,
      correlationId: request.houtaiCall?.correlationId ?? request.id,
      clientAddress: clientAddressOf(request),
      partnerId: identity?.actor.partnerId ?? refusedKey?.partnerId ?? signedIn?.partnerId ?? null,
      ...keyOf(identity, refusedKey),
    });
  }
}

/** Whether a read was of persons: of a service, or of our own. */
function tellsOfPersons(request: GatewayRequest): boolean {
  const { forwardedTo } = entryOf(request);
  if (forwardedTo) return forwardedTo.personalData;
  return OWN_READS_OF_PERSONS.has(request.routeOptions.url ?? '');
}

/** The key that was used, and what it might do: nothing when it was refused. */
function keyOf(
  identity: Identity | undefined,
  refused: KeyOwner | undefined,
): { keyId: string | null; scopes: string[] | null } {
  if (refused) return { keyId: refused.keyId, scopes: [] };
  if (!identity?.actor.roles.includes('partner-key')) return { keyId: null, scopes: null };
  return { keyId: identity.actor.id, scopes: [...identity.permissions].sort() };
}

function auditStuck(): UnavailableError {
  const text = {
    en: 'Changes cannot be recorded at the moment, so none are made.',
    zh: '暂时无法记录变更，因此不接受变更请求。',
  };
  return new UnavailableError(text, 5);
}
