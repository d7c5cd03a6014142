/** Thrown by a handler that knows its failure will pass: the event is tried again instead of parked. */
export class TransientError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientError';
  }
}

/**
 * Serialization, deadlock, lock not available, cancelled (statement timeout), idle in transaction, transaction too
 * long, and read-only: the server became a stand-by, and the next connection finds the new primary.
 */
const SQL_STATES = new Set(['40001', '40P01', '55P03', '57014', '25P03', '25P04', '25006']);
/** Connection trouble, resources exhausted (memory, disk, connections), server going down or coming up. */
const SQL_CLASSES = ['08', '53', '57P', '58'];
const NODE_CODES =
  /^(ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|ENOTFOUND$|EAI_AGAIN$|UND_ERR_.*TIMEOUT)/;
/** What pg, its pool and TypeORM throw without a code. "Already released": the connection broke between two statements. */
const MESSAGES = new RegExp(
  [
    'Connection terminated',
    'connection error and is not queryable',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Cannot use a pool after calling end',
    'Client was closed',
    'Connection is not established',
    'Driver not Connected',
    'cached plan must not change result type',
    'Query runner already released',
    'provided by a query runner was already released',
  ].join('|'),
  'i',
);
const DEEPEST = 5;

interface ErrorParts {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  cause?: unknown;
  driverError?: unknown;
  errors?: unknown;
}

/**
 * Whether the same work may succeed if it is simply done again. By the parts of the error, not by its class: drivers
 * wrap errors, and Node throws aggregates for hosts with several addresses.
 */
export function isTransient(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false;
  const { name, message, code, cause, driverError, errors }: ErrorParts = error;
  if (name === 'TransientError' || name === 'TimeoutError') return true;
  if (typeof message === 'string' && MESSAGES.test(message)) return true;
  if (typeof code === 'string' && isTransientCode(code)) return true;
  const inner: unknown[] = [cause, driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((one) => one !== error && isTransient(one, depth + 1));
}

function isTransientCode(code: string): boolean {
  if (SQL_STATES.has(code) || NODE_CODES.test(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && SQL_CLASSES.some((prefix) => code.startsWith(prefix));
}
