import type { Answer } from '../system/colleague';
import type { Rows } from './walk-world';

/** An answer as the one who asked for `rows` could tell it from another: without their ids and what differs each time. */
export function comparable({ status, headers, body }: Answer<unknown>, rows: Rows): string {
  const told = ['content-type', 'etag', 'location', 'link', 'retry-after', 'idempotency-replayed'].flatMap(
    (name) => (headers.has(name) ? [`${name}: ${headers.get(name)}`] : []),
  );
  return without([status, ...told, textOf(body)].join('\n'), rows);
}

/** Text of an answer in which what the question itself named cannot be found. */
export function without(text: string, rows: Rows): string {
  return Object.values(rows).reduce((left, id) => (id === '' ? left : left.replaceAll(id, '<row>')), text);
}

export function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return JSON.stringify(body, (key, value: unknown) => (key === 'traceId' ? undefined : value)) ?? '';
}
