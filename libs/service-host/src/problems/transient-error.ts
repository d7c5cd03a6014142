/** Classes and codes of Postgres that say "not now": connection lost, resources short, shutting down, lock time-outs. */
const POSTGRES_TRANSIENT = /^(08|53|57P)|^(40001|40P01|55P03|57014)$/;
const NETWORK_TRANSIENT = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const POOL_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end|Connection is not established|Driver not Connected/i;

/** Whether the same request may succeed in a moment without anyone changing anything. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as Error & { code?: unknown; driverError?: unknown };
  if (driverError !== undefined && driverError !== error && isTransient(driverError)) return true;
  if (typeof code === 'string' && (NETWORK_TRANSIENT.has(code) || POSTGRES_TRANSIENT.test(code))) return true;
  if (error instanceof AggregateError && error.errors.some(isTransient)) return true;
  return POOL_MESSAGES.test(error.message);
}
