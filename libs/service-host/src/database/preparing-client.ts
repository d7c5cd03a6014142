import { BoundedClient, nameOf } from '@houtai/messaging';
import type { Client } from 'pg';

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
