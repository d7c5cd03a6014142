/** Why a request got no answer. */
export const FAULTS = [
  'timeout',
  'address-refused',
  'name-not-found',
  'connection-refused',
  'connection-lost',
  'tls',
  'failed',
] as const;
export type Fault = (typeof FAULTS)[number];

const OF_CODE: Readonly<Record<string, Fault>> = {
  ADDRESS_REFUSED: 'address-refused',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'name-not-found',
  ENODATA: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ESERVFAIL: 'name-not-found',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  UND_ERR_SOCKET: 'connection-lost',
};
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_)/;

/** What an error of the HTTP client means to whoever runs the receiver. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  const code = 'code' in error ? String(error.code) : '';
  const known = OF_CODE[code] ?? (TLS.test(code) ? 'tls' : undefined);
  if (known) return known;
  // several addresses were tried: the first says enough
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error.cause];
  return first instanceof Error ? faultOf(first) : 'failed';
}
