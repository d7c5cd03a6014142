import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';

/** A statement with the values of its parameters. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Far more than a service has statements; texts made on the fly beyond it are simply not prepared. */
const MOST_STATEMENTS = 300;

/** A statement whose columns follow the table: prepared, it would fail for good once a migration adds one. */
const OPEN_COLUMNS = /(?:select|returning|,)\s+(?:\w+\.)?\*(?!\s+from\s+jsonb?_to_recordset)/i;

const names = new Map<string, string | undefined>();

/**
 * The name a text is prepared under, so that Postgres parses and plans it once per connection: on the short statements of
 * this system that costs more than running them. Undefined when it is not to be prepared.
 */
export function nameOf(text: string): string | undefined {
  if (names.has(text)) return names.get(text);
  if (names.size >= MOST_STATEMENTS) return undefined;
  const name = OPEN_COLUMNS.test(text) ? undefined : createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/** For a process that is one service after another, as that of tests: each has the room that it has in a process of its own. */
export function forgetNames(): void {
  names.clear();
}

/**
 * As pg takes it, prepared where that is safe.
 * @param prefix keeps plans apart: with row policies they belong to a role, and would be made anew whenever another one comes
 */
export function configOf({ text, values }: Statement, prefix = ''): QueryConfig {
  const name = values.length > 0 ? nameOf(text) : undefined;
  return name === undefined ? { text, values } : { name: prefix + name, text, values };
}
