/** Why no answer came from a service: it cannot be reached, took too long, or broke off. */
export type UpstreamFailure = 'unreachable' | 'timeout' | 'broken';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);
const TIMEOUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Sorts an error of the HTTP client by its code, its cause's, or those of all addresses it tried. */
export function upstreamFailure(error: unknown): UpstreamFailure {
  const codes = codesOf(error);
  if (codes.some((code) => TIMEOUT.has(code))) return 'timeout';
  if (codes.some((code) => UNREACHABLE.has(code))) return 'unreachable';
  return 'broken';
}

export interface AttemptedRequest {
  method: string;
  hasIdempotencyKey: boolean;
  /** The body is gone with the first attempt, or the answer has begun. */
  spent: boolean;
}

/**
 * Whether one more attempt can do no harm: the service was never reached, or doing the request twice is the same as
 * doing it once.
 */
export function mayRetry(failure: UpstreamFailure, request: AttemptedRequest): boolean {
  if (request.spent) return false;
  switch (failure) {
    case 'unreachable':
      return true;
    case 'timeout':
      return false;
    case 'broken':
      return request.method === 'GET' || request.method === 'HEAD' || request.hasIdempotencyKey;
  }
}

function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = Array.isArray(errors) ? errors.flatMap(codesOf) : [];
  return [...(typeof code === 'string' ? [code] : []), ...codesOf(cause), ...inner];
}
