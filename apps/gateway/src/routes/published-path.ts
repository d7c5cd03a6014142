const API = '/api/v1/';
/** What operators of one service need to reach. */
const OPERATIONS = ['parked-messages', 'undecodable-messages', 'dead-events', 'due-items'];

/**
 * Where the gateway shows a path of a service, or undefined when it keeps it to itself. Business paths stay as they
 * are; parked messages,
 * undecodable messages, dead events and failing due items of each service appear under the service's name.
 */
export function publishedPath(service: string, path: string): string | undefined {
  if (path.startsWith(API)) return path;
  const [, internal, resource = '', ...rest] = path.split('/');
  if (internal !== 'internal' || !OPERATIONS.includes(resource)) return undefined;
  return [`${API}operations/${service}`, resource, ...rest].join('/');
}

/** The inverse of {@link publishedPath} for a requested URL, query included. */
export function upstreamUrl(service: string, url: string): string {
  const published = `${API}operations/${service}/`;
  if (!url.startsWith(published)) return url;
  const rest = url.slice(published.length);
  return OPERATIONS.includes(/^[^/?]*/.exec(rest)?.[0] ?? '') ? `/internal/${rest}` : url;
}
