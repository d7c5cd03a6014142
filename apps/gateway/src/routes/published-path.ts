const API = '/api/v1/';
const INTERNAL = '/internal/';
/** What operators of one service need to reach. */
const OPERATIONS = ['parked-messages', 'undecodable-messages', 'dead-events', 'due-items'];

/** Stands for the name of a service in the paths that documents have once for all services. */
export const ANY_SERVICE = '{service}';

/**
 * Where the gateway shows a path of a service, or undefined when it keeps it to itself. Business paths stay as they
 * are; parked messages,
 * undecodable messages, dead events and failing due items of each service appear under the service's name.
 * @param service `{service}` for the path that stands for those of all services
 */
export function publishedPath(service: string, path: string): string | undefined {
  if (path.startsWith(API)) return path;
  if (!isOfAnyService(path)) return undefined;
  return `${API}operations/${service}/${path.slice(INTERNAL.length)}`;
}

/** Whether it is a path that each service has, for those who run it. */
export function isOfAnyService(path: string): boolean {
  return path.startsWith(INTERNAL) && OPERATIONS.includes(path.slice(INTERNAL.length).split('/')[0] ?? '');
}

/** The inverse of {@link publishedPath} for a requested URL, query included. */
export function upstreamUrl(service: string, url: string): string {
  const published = `${API}operations/${service}/`;
  if (!url.startsWith(published)) return url;
  const rest = url.slice(published.length);
  return OPERATIONS.includes(/^[^/?]*/.exec(rest)?.[0] ?? '') ? `/internal/${rest}` : url;
}
