import { createHash } from 'node:crypto';
import { BoundedClient } from '@houtai/messaging';
import type { Client } from 'pg';

/** Far more than a service has statements; texts made on the fly beyond it are simply not prepared. */
const MOST_STATEMENTS = 300;

/** A statement whose columns follow the table: prepared, it would fail for good once a migration adds one. */
const OPEN_COLUMNS = /(?:select|returning|,)\s+(?:\w+\.)?\*/i;

const names = new Map<string, string | undefined>();

function query(this: BoundedClient, ...args: unknown[]): unknown {
  const [text, values, ...rest] = args;
  const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
  const passed = name === undefined ? args : [{ name, text, values }, ...rest];
  return Reflect.apply(BoundedClient.prototype.query, this, passed) as unknown;
}

/**
 * A connection that prepares every statement with parameters under a name made of its text, so that Postgres parses
 * and plans it once per connection: on the short statements of this system that costs more than running them.
 */
export class PreparingClient extends BoundedClient {}
PreparingClient.prototype.query = query as Client['query'];

/** The name a text is prepared under; undefined when it is not to be prepared. */
export function nameOf(text: string): string | undefined {
  if (names.has(text)) return names.get(text);
  if (names.size >= MOST_STATEMENTS) return undefined;
  const name = OPEN_COLUMNS.test(text) ? undefined : createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
