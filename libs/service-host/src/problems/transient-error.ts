/** Classes and codes of Postgres that say "not now": connection lost, resources short, shutting down, lock time-outs. */
const POSTGRES_TRANSIENT = /^(08|53|57P)|^(40001|40P01|55P03|57014|25P03)$/;
const NETWORK_TRANSIENT = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const POOL_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Query runner already released|Client has encountered a connection error|Cannot use a pool after calling end|Connection is not established|Driver not Connected/i;

interface ErrorParts {
  message?: unknown;
  code?: unknown;
  driverError?: unknown;
  errors?: unknown;
}

/** Whether the same request may succeed in a moment without anyone changing anything. */
export function isTransient(error: unknown): boolean {
  // By its parts, not by class: drivers wrap errors, and Node throws aggregates for hosts with several addresses.
  if (typeof error !== 'object' || error === null) return false;
  const { message, code, driverError, errors } = error as ErrorParts;
  if (driverError !== undefined && driverError !== error && isTransient(driverError)) return true;
  if (typeof code === 'string' && (NETWORK_TRANSIENT.has(code) || POSTGRES_TRANSIENT.test(code))) return true;
  if (Array.isArray(errors) && errors.some(isTransient)) return true;
  return typeof message === 'string' && POOL_MESSAGES.test(message);
}
