import findMyWay, { type HTTPMethod, type HTTPVersion, type Instance } from 'find-my-way';
import { operationsOf, type OpenApiDocument } from './openapi-document';
import { publishedPath } from './published-path';

/** Longer ones are no ids: the path is unknown then. */
const LONGEST_SEGMENT = 500;

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
  /** Its answer tells of persons. */
  personalData: boolean;
}

export type RouteMatch =
  { kind: 'found'; route: Route } | { kind: 'wrong-method'; allow: string[] } | { kind: 'unknown' };

/**
 * All routes of all services, from their OpenAPI documents. An operation that names neither a permission nor
 * `x-houtai-public` is left out: a route nobody thought about stays shut.
 */
export class RouteTable {
  private readonly router: Instance<HTTPVersion.V1> = findMyWay({ maxParamLength: LONGEST_SEGMENT });
  /** Methods that any route has, in the order in which they came. */
  private readonly methods = new Set<string>();
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
        const personalData = operation['x-houtai-personal-data'] === true;
        const route: Route = { service, method, path, permission, partner, personalData };
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
    const route = this.find(method, path) ?? (method === 'HEAD' ? this.find('GET', path) : undefined);
    if (route) return { kind: 'found', route };
    const allow = this.methodsOf(path);
    return allow.length === 0 ? { kind: 'unknown' } : { kind: 'wrong-method', allow };
  }

  /** Methods that a path answers to, sorted; none when there is no such path. HEAD is served by GET, OPTIONS by the gateway. */
  methodsOf(path: string): string[] {
    const served = [...this.methods].filter((method) => this.find(method, path) !== undefined);
    if (served.length === 0) return [];
    return [...served, ...(served.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
  }

  private find(method: string, path: string): Route | undefined {
    const found = this.router.find(method as HTTPMethod, path);
    // The router takes an empty segment for a parameter; no id is empty.
    if (found === null || Object.values(found.params).includes('')) return undefined;
    return found.store as Route;
  }

  private add(route: Route): string | undefined {
    const pattern = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const other = this.router.findRoute(route.method as HTTPMethod, pattern)?.store as Route | undefined;
    if (other)
      return `${route.method} ${route.path} of ${route.service} is already served by ${other.service}`;
    this.router.on(route.method as HTTPMethod, pattern, served, route);
    this.methods.add(route.method);
    return undefined;
  }
}

/** The router wants to be told what to do; whoever asks it does so. */
function served(): void {
  return undefined;
}
