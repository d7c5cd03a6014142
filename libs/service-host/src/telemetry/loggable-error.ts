/** What a log may tell about an error. Everything not named here, such as the parameters of a query, stays out. */
export interface LoggableError {
  type: string;
  message: string;
  stack?: string;
  code?: string;
  constraint?: string;
  table?: string;
  column?: string;
  cause?: LoggableError;
}

const MAX_CAUSES = 3;
const MAX_TEXT = 500;
const MAX_FRAMES = 15;
const FACTS = ['code', 'constraint', 'table', 'column'] as const;
/** A word of our own or of Postgres; a value of a customer does not look like it. */
const NAME = /^[A-Za-z_][\w.-]{0,127}$|^[0-9A-Z]{5}$/;

/**
 * The allow-list of an error's facts. Messages lose what they quote, since Postgres, JSON.parse and others quote the
 * value they refuse; the stack keeps its frames only, since its first lines repeat the message.
 */
export function loggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const { cause } = error;
  return {
    type: error.constructor.name,
    message: withoutValues(error.message),
    stack: framesOf(error),
    ...factsOf(error),
    ...(cause instanceof Error && depth < MAX_CAUSES ? { cause: loggableError(cause, depth + 1) } : {}),
  };
}

/** Masks quoted text, the tail of Postgres's details, mail addresses and long numbers. */
export function withoutValues(text: string): string {
  return text
    .slice(0, 10 * MAX_TEXT)
    .replace(/"(?:[^"\\]|\\.)*"?|`[^`]*`?|(?<!\w)'[^']*'?/gs, '[value]')
    .replace(/=\([^)]*\)?/gs, '=([value])')
    .replace(/[^\s@]+@[^\s@]+/g, '[value]')
    .replace(/\+?\d[\d -]{5,}\d\w?/g, '[value]')
    .slice(0, MAX_TEXT);
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

function factsOf(error: Error): Partial<LoggableError> {
  const facts = Object.entries(error).filter(
    ([name, value]) =>
      (FACTS as readonly string[]).includes(name) && typeof value === 'string' && NAME.test(value),
  );
  return Object.fromEntries(facts) as Partial<LoggableError>;
}
