import type { FastifyRequest } from 'fastify';
import type { CallContext } from '@houtai/messaging';
import type { DomainError } from '@houtai/domain-kit';
import { UnauthenticatedError } from '@houtai/service-host';
import { plainAddress } from '../identity/client-address.service';
import type { KeyOwner } from '../credentials/refused-key';
import type { Identity } from '../identity/identities.service';

/** What the gateway keeps with a request under `/api/`. */
export interface Entry {
  /** The client's. */
  address?: string;
  /** The caller, when the token is good. */
  identity?: Identity;
  /** Why the token or key that was sent is not. */
  refusal?: DomainError;
  /** The owner of a key that is not, when it is really a key of theirs. */
  refusedKey?: KeyOwner;
  /** Who has just signed in with this request. */
  signedIn?: { id: string; name: string; partnerId?: string };
  /** Gives back its place among the requests in flight of a partner, before it ends; a second time does nothing. */
  release?: () => void;
  /** Route of a service it was matched to. */
  forwardedTo?: { service: string; path: string; personalData: boolean };
}

export interface GatewayRequest extends FastifyRequest {
  gatewayEntry?: Entry;
  /** Set by service-host. */
  houtaiCall?: CallContext;
  /** Read by the guard of service-host, for the gateway's own routes. */
  houtaiRefusal?: Error;
}

export function entryOf(request: GatewayRequest): Entry {
  return (request.gatewayEntry ??= {});
}

/** The caller. Throws `unauthenticated` when there is no good token. */
export function identityIn(request: GatewayRequest): Identity {
  const { identity, refusal } = entryOf(request);
  if (identity) return identity;
  throw refusal ?? new UnauthenticatedError();
}

/**
 * The client's address, for limits, lock-outs and the audit trail alike: that of the socket, or what proxies named in
 * `HOUTAI_TRUSTED_PROXIES` say.
 */
export function clientAddressOf(request: GatewayRequest): string {
  // Kept from the first look: the socket is gone when the client leaves before the answer, which is recorded too.
  const entry = entryOf(request);
  return (entry.address ??= plainAddress(request.ip, request.socket.remoteAddress ?? ''));
}

export function pathOf(request: FastifyRequest): string {
  const end = request.url.indexOf('?');
  return end < 0 ? request.url : request.url.slice(0, end);
}

/** GET, HEAD and OPTIONS change nothing, by definition of HTTP. */
export function isChange(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}
