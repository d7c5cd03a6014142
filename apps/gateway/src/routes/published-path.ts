const API = '/api/v1/';
const PARKED = '/internal/parked-messages';

/**
 * Where the gateway shows a path of a service, or undefined when it keeps it to itself. Business paths stay as they
 * are; the parked messages of each service appear under the service's name.
 */
export function publishedPath(service: string, path: string): string | undefined {
  if (path.startsWith(API)) return path;
  if (path === PARKED || path.startsWith(`${PARKED}/`)) {
    return `${API}operations/${service}/parked-messages${path.slice(PARKED.length)}`;
  }
  return undefined;
}

/** The inverse of {@link publishedPath} for a requested URL, query included. */
export function upstreamUrl(service: string, url: string): string {
  const published = `${API}operations/${service}/parked-messages`;
  return url.startsWith(published) ? PARKED + url.slice(published.length) : url;
}
