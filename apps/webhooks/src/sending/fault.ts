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
  if (typeof error !== 'object' || error === null) return 'failed';
  const { name, code, cause, errors } = partsOf(error);
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  const text = typeof code === 'string' ? code : '';
  const known = OF_CODE[text] ?? (TLS.test(text) ? 'tls' : undefined);
  if (known) return known;
  // several addresses were tried: the first says enough
  const inner: unknown = Array.isArray(errors) ? errors[0] : cause;
  return inner === undefined ? 'failed' : faultOf(inner);
}

/** Whatever made the error: those of Node are no `Error` of this realm where code runs in a realm of its own. */
function partsOf(error: object) {
  const of = (key: string): unknown => Reflect.get(error, key);
  return { name: of('name'), code: of('code'), cause: of('cause'), errors: of('errors') };
}
