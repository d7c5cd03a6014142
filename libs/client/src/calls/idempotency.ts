export const IDEMPOTENCY_KEY = 'idempotency-key';

const SAFE_TO_REPEAT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * Gives a POST its key, once for all attempts of the call; one that the caller has given stays.
 *
 * @param template path of the operation with its parameters unfilled
 * @param unrepeatable operations that do not look at a key
 */
export function giveKey(request: Request, template: string, unrepeatable: ReadonlySet<string>): void {
  if (request.method !== 'POST' || request.headers.has(IDEMPOTENCY_KEY)) return;
  if (!unrepeatable.has(`POST ${template}`)) request.headers.set(IDEMPOTENCY_KEY, crypto.randomUUID());
}

/** Whether sending it twice does it once: by its method, or by its key. */
export function isRepeatable(request: Request): boolean {
  return SAFE_TO_REPEAT.has(request.method) || request.headers.has(IDEMPOTENCY_KEY);
}
