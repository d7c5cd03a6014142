import { operationsOf, type OpenApiDocument } from './openapi-document';
import { publishedPath } from './published-path';

/** One operation that clients may call through the gateway. */
export interface Route {
  service: string;
  method: string;
  /** Path template, e.g. `/api/v1/reservations/{id}`. */
  path: string;
  /** `resource:action` it demands; undefined for a public route. */
  permission?: string;
  /** Marked for partners; without it the route is shut for them. */
  partner?: string;
}

export type RouteMatch =
  { kind: 'found'; route: Route } | { kind: 'wrong-method'; allow: string[] } | { kind: 'unknown' };

interface Node {
  readonly fixed: Map<string, Node>;
  parameter?: Node;
  readonly routes: Map<string, Route>;
}

/**
 * All routes of all services, from their OpenAPI documents. An operation that names neither a permission nor
 * `x-houtai-public` is left out: a route nobody thought about stays shut.
 */
export class RouteTable {
  private readonly root: Node = node();
  readonly routes: readonly Route[];
  /** Sentences about operations that were left out. */
  readonly faults: readonly string[];

  constructor(documents: ReadonlyMap<string, OpenApiDocument>) {
    const routes: Route[] = [];
    const faults: string[] = [];
    for (const [service, document] of documents) {
      for (const { path: own, method, operation } of operationsOf(document)) {
        const path = publishedPath(service, own);
        if (path === undefined) continue;
        const permission = operation['x-houtai-permission'];
        if (permission === undefined && operation['x-houtai-public'] !== true) {
          faults.push(`${method} ${path} of ${service} names no permission`);
          continue;
        }
        const partner = operation['x-houtai-partner'];
        const route: Route = { service, method, path, permission, partner };
        const fault = this.add(route);
        if (fault === undefined) routes.push(route);
        else faults.push(fault);
      }
    }
    this.routes = routes;
    this.faults = faults;
  }

  /** @param path of the request, without query. Fixed segments win over parameters. HEAD is served by GET. */
  match(method: string, path: string): RouteMatch {
    const found = find(this.root, path.split('/'), 1);
    if (found === undefined) return { kind: 'unknown' };
    const route = found.get(method) ?? (method === 'HEAD' ? found.get('GET') : undefined);
    if (route) return { kind: 'found', route };
    const allow = [...found.keys()];
    return { kind: 'wrong-method', allow: found.has('GET') ? [...allow, 'HEAD'] : allow };
  }

  private add(route: Route): string | undefined {
    let at = this.root;
    for (const segment of route.path.split('/').slice(1)) at = descend(at, segment);
    const other = at.routes.get(route.method);
    if (other)
      return `${route.method} ${route.path} of ${route.service} is already served by ${other.service}`;
    at.routes.set(route.method, route);
    return undefined;
  }
}

function node(): Node {
  return { fixed: new Map(), routes: new Map() };
}

function descend(at: Node, segment: string): Node {
  if (segment.startsWith('{') && segment.endsWith('}')) return (at.parameter ??= node());
  let next = at.fixed.get(segment);
  if (!next) at.fixed.set(segment, (next = node()));
  return next;
}

function find(at: Node, segments: readonly string[], depth: number): ReadonlyMap<string, Route> | undefined {
  const segment = segments[depth];
  if (segment === undefined) return at.routes.size > 0 ? at.routes : undefined;
  const fixed = at.fixed.get(segment);
  const exact = fixed && find(fixed, segments, depth + 1);
  if (exact) return exact;
  return at.parameter && segment !== '' ? find(at.parameter, segments, depth + 1) : undefined;
}
