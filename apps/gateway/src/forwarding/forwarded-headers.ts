type Incoming = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Request headers that reach a service. It is a list of what passes, so that hop-by-hop headers and every header by
 * which a caller might pretend to be somebody else stay outside without being known by name.
 */
const PASSED_ON = [
  'accept',
  'accept-language',
  'authorization',
  'content-encoding',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'range',
  'tracestate',
  'user-agent',
  'x-houtai-time',
] as const;

/** Headers of a connection, not of an answer (RFC 9110, 7.6.1); those named in `Connection` come on top. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What the gateway itself says about a request. */
export interface GatewayHeaders {
  correlationId: string;
  traceparent?: string;
  clientAddress: string;
}

export function requestHeaders(incoming: Incoming, own: GatewayHeaders): Record<string, string> {
  const headers: Record<string, string> = {
    'x-correlation-id': own.correlationId,
    'x-forwarded-for': own.clientAddress,
  };
  if (own.traceparent !== undefined) headers['traceparent'] = own.traceparent;
  for (const name of PASSED_ON) {
    const value = incoming[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

/** Copies the headers of a service's answer onto `into`, leaving out those of the connection. */
export function copyResponseHeaders(incoming: Incoming, into: Record<string, string | string[]>): void {
  const connection = incoming['connection'];
  const named = typeof connection === 'string' ? connection.toLowerCase().split(/\s*,\s*/) : [];
  for (const name in incoming) {
    const value = incoming[name];
    if (value === undefined || HOP_BY_HOP.has(name) || named.includes(name)) continue;
    into[name] = name === 'vary' ? together(into[name], value) : value;
  }
}

/** What an answer depends on here and there, each once. */
function together(here: string | string[] | undefined, there: string | string[]): string {
  const names = [here ?? [], there].flat().flatMap((list) => list.split(/\s*,\s*/));
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...known.values()].join(', ');
}
