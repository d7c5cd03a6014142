import { randomUUID } from 'node:crypto';
import { bodySchemas, type Route } from '../system/api-document';
import { sampleBody, valueOf } from './sample-body';
import type { Rows, WalkWorld } from './walk-world';

export interface WalkRequest {
  readonly path: string;
  readonly body?: unknown;
}

/** What to ask a route for these rows, and for what everybody may know. */
export function requestFor(route: Route, rows: Rows, world: WalkWorld, more: object = {}): WalkRequest {
  const { document, inputs, reference } = world;
  const all = { ...reference, ...rows };
  const given = inputs?.[route.operation.operationId]?.(all);
  const path = pathWith(route, all);
  // where there are two the second is that of partners
  const schema = bodySchemas(route.operation, document).at(-1);
  if (schema) return { path, body: given ?? sampleBody(schema, document, all) };
  const query = Object.entries({ ...(given ?? requiredQuery(route, all, world)), ...more });
  const text = new URLSearchParams(
    Object.fromEntries(query.map(([name, value]) => [name, String(value)])),
  ).toString();
  return { path: text === '' ? path : `${path}?${text}` };
}

/** The kinds of rows that a path names, in order: `/reservations/{id}/lines/{lineId}` names reservations and lines. */
export function nounsOf({ path }: Pick<Route, 'path'>): string[] {
  return [...path.matchAll(/\/([a-z-]+)\/\{\w+\}/g)].map(([, noun]) => String(noun));
}

/** The path with ids in it: those of `rows`, else one that nobody has. */
export function pathWith({ path }: Pick<Route, 'path'>, rows: Rows): string {
  return path.replaceAll(/\/([a-z-]+)\/\{(\w+)\}/g, (_, noun: string, parameter: string) => {
    const value = parameter === 'day' ? '2026-01-01' : (rows[noun] ?? randomUUID());
    return `/${noun}/${encodeURIComponent(value)}`;
  });
}

export function takesQuery({ operation }: Route, wanted: string): boolean {
  return (operation.parameters ?? []).some(({ name, in: place }) => place === 'query' && name === wanted);
}

function requiredQuery({ operation }: Route, rows: Rows, { document }: WalkWorld): object {
  const required = (operation.parameters ?? []).filter((one) => one.in === 'query' && one.required);
  return Object.fromEntries(
    required.map(({ name, schema = {} }) => [name, valueOf(name, schema, document, rows)]),
  );
}
