/** Thrown by a handler that knows its failure will pass: the event is tried again instead of parked. */
export class TransientError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientError';
  }
}

/** Serialization, deadlock, lock not available, cancelled (statement timeout), idle in transaction. */
const SQL_STATES = new Set(['40001', '40P01', '55P03', '57014', '25P03']);
/** Connection trouble, resources exhausted (memory, disk, connections), server going down or coming up. */
const SQL_CLASSES = ['08', '53', '57P', '58'];
const NODE_CODES =
  /^(ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|ENOTFOUND$|EAI_AGAIN$|UND_ERR_.*TIMEOUT)/;
/** What pg and its pool throw without a code. */
const MESSAGES =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after calling end|Client was closed|Query runner already released/;

/** Whether the same work may succeed if it is simply done again. */
export function isTransient(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof TransientError || cause.name === 'TimeoutError') return true;
    if (MESSAGES.test(cause.message) || hasTransientCode(cause)) return true;
    if ('driverError' in cause && cause.driverError !== cause && isTransient(cause.driverError)) return true;
  }
  return false;
}

function hasTransientCode(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SQL_STATES.has(code) || NODE_CODES.test(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && SQL_CLASSES.some((prefix) => code.startsWith(prefix));
}
