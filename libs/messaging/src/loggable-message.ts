/**
 * Base of errors whose message names settings, routes, tables or positions, and never a value of a request, an event or
 * a row. Any other message stays out of logs.
 */
export abstract class PlainError extends Error {
  readonly tellsNoValues = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Messages without a class of their own that hold no value: of pg, of Node, and of this project. */
const KNOWN_MESSAGES = [
  /^Connection terminated( unexpectedly| due to connection timeout|: the server does not answer)?$/,
  /^timeout exceeded when trying to connect$/,
  /^Query read timeout$/,
  /^Client (was closed and|has encountered a connection error and) is not queryable$/,
  /^Cannot use a pool after calling end on the pool$/,
  /^the connection to the database was lost$/,
  /^the brokers did not answer in time$/,
  /^the publications before it took all the time$/,
  /^(this client|the connection) was dropped$/,
  /^stopped( before the group was joined)?$/,
  /^no answer within \d+ ms$/,
  /^\d+ bytes are too many$/,
  /^not confirmed: [\w./, -]+$/,
  /^\d+ of \d+ messages were given a partition$/,
  /^There is no topic [\w.-]+$/,
  /^topic [\w.-]+ has \d+ partitions, not yet \d+$/,
  /^This process has no consumer [\w.-]+$/,
  /^No event [\w.-]+ in the catalogue$/,
  /^Outbox\.append needs an open transaction$/,
  /^(afterCommit needs a running UnitOfWork|A prepared query needs the entity manager of a transaction)$/,
  /^A migration is named <13-digit-ms>-<what-it-does>\.sql, not [\w.-]+$/,
  /^The data key must be 32 bytes in base64$/,
  /^HOUTAI_JWKS lacks the public part \(with the same kid\) of HOUTAI_SIGNING_KEY$/,
  /^Due work [\w-]+ is registered twice$/,
  /^Due work [\w-]+ is still not done after \d+ batches$/,
];

/** What codes of Postgres and Node stand for, in the place of messages that quote values. */
const WORDS: Readonly<Record<string, string>> = {
  '22001': 'text too long for its column',
  '22003': 'number out of range',
  '22007': 'not a date',
  '22008': 'date out of range',
  '22021': 'characters the database does not take',
  '22P02': 'text that is not of the type',
  '22P05': 'characters the database does not take',
  '23502': 'not-null violation',
  '23503': 'foreign key violation',
  '23505': 'unique violation',
  '23514': 'check violation',
  '23P01': 'exclusion violation',
  '25P03': 'transaction was idle for too long',
  '28P01': 'user or password refused',
  '3D000': 'no such database',
  '40001': 'serialization failure',
  '40P01': 'deadlock',
  '42501': 'not permitted to the database role',
  '42601': 'syntax error',
  '42703': 'no such column',
  '42P01': 'no such table',
  '53300': 'too many connections',
  '55P03': 'lock not available',
  '57014': 'statement cancelled, as a rule for its time-out',
  '57P01': 'connection ended by the administrator',
  '57P03': 'database is starting or stopping',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EPIPE: 'connection closed by the other side',
  ETIMEDOUT: 'timed out',
};

export function saysNoValues(error: Error): boolean {
  if ('tellsNoValues' in error && error.tellsNoValues === true) return true;
  // kafkajs speaks of brokers, topics and its protocol; it does not read the messages it carries.
  if (error.name.startsWith('KafkaJS')) return true;
  return isKnownMessage(error.message);
}

export function isKnownMessage(message: string): boolean {
  return KNOWN_MESSAGES.some((known) => known.test(message));
}

export function wordsOf(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
}
