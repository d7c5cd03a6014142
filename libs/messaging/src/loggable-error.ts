import { saysNoValues, wordsOf } from './loggable-message';

/** What a log may tell about an error. Everything not named here, such as the parameters of a query, stays out. */
export interface LoggableError {
  type: string;
  message: string;
  stack?: string;
  code?: string;
  constraint?: string;
  table?: string;
  column?: string;
  record?: string;
  cause?: LoggableError;
}

const MAX_CAUSES = 3;
const MAX_TEXT = 1000;
const MAX_FRAMES = 15;
const FRAMES_IN_TEXT = 5;
/** Names of our own, of Postgres or of Node. A value of a customer does not look like one. */
const FACTS: Readonly<Record<string, RegExp>> = {
  code: /^[A-Za-z_][\w.-]{0,127}$|^[0-9A-Z]{5}$/,
  constraint: /^[A-Za-z_]\w{0,127}$/,
  table: /^[A-Za-z_]\w{0,127}$/,
  column: /^[A-Za-z_]\w{0,127}$/,
  record: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/\d{1,9})?$/i,
};
const CLASS_NAME = /^[A-Za-z_$][\w$]{0,127}$/;

/**
 * The allow-list of an error's facts: class, code, names of the schema, frames. Its message quotes whatever the code that
 * threw it had in hand (Postgres, JSON.parse and handlers do), so it is told only where it is known to quote nothing
 * ({@link saysNoValues}), and otherwise by the words its code stands for.
 */
export function loggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const cause = causeOf(error);
  const facts = factsOf(error);
  return {
    type: typeOf(error),
    message: messageOf(error, facts.code),
    stack: framesOf(error),
    ...facts,
    ...(cause instanceof Error && depth < MAX_CAUSES ? { cause: loggableError(cause, depth + 1) } : {}),
  };
}

/** The same in one line, for texts: `QueryFailedError: unique violation (23505, customer_phone, customer)`. */
export function tellError(error: unknown): string {
  return inOneLine(loggableError(error));
}

/** The same with the frames nearest to the fault, for operators. */
export function describeError(error: unknown): string {
  const told = loggableError(error);
  const frames = told.stack?.split('\n').slice(0, FRAMES_IN_TEXT).join('\n');
  return frames ? `${inOneLine(told)}\n${frames}` : inOneLine(told);
}

function inOneLine({ type, message, code, constraint, table, column, record, cause }: LoggableError): string {
  const facts = [code, constraint, table, column, record].filter(Boolean).join(', ');
  const own = `${type}: ${message}${facts && ` (${facts})`}`;
  return cause ? `${own}; because of ${inOneLine(cause)}` : own;
}

/** The frames of a stack: lines that say `at …`, without the message above them. */
export function framesOf({ stack, message }: Pick<Error, 'stack' | 'message'>): string | undefined {
  if (stack === undefined) return undefined;
  const end = message === '' ? -1 : stack.indexOf(message);
  const frames = (end < 0 ? stack : stack.slice(end + message.length)).split('\n');
  return frames
    .filter((line) => /^\s+at .*(?::\d+:\d+\)?|\(<anonymous>\)|\(native\))$/.test(line))
    .slice(0, MAX_FRAMES)
    .join('\n');
}

function typeOf({ constructor }: Error): string {
  return CLASS_NAME.test(constructor.name) ? constructor.name : 'Error';
}

function messageOf(error: Error, code: string | undefined): string {
  if (saysNoValues(error)) return error.message.slice(0, MAX_TEXT);
  return wordsOf(code) ?? 'message left out';
}

function causeOf(error: Error): unknown {
  // An aggregate, as Node throws for hosts with several addresses, has its reasons in a list.
  return error.cause ?? (error instanceof AggregateError ? (error.errors as unknown[])[0] : undefined);
}

function factsOf(error: Error): Partial<LoggableError> {
  const facts = Object.entries(error).filter(
    ([name, value]) => typeof value === 'string' && FACTS[name]?.test(value),
  );
  return Object.fromEntries(facts) as Partial<LoggableError>;
}
