/** Form of an endpoint's URL, as far as it can be told without asking anybody. */

export const MOST_URL = 2000;
const PORTS = ['', '443', '8443'];

/** A URL as the world reads it: `2130706433`, `0x7f.1` and `127.0.0.1` are the same host. */
export function parsedUrl(text: unknown): URL | undefined {
  if (typeof text !== 'string' || text.length > MOST_URL) return undefined;
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The host as a name or an address, without brackets and without the dot of the root. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Whether only the allowed networks may be called so. */
export function needsAllowance({ protocol, port }: Pick<URL, 'protocol' | 'port'>): boolean {
  return protocol !== 'https:' || !PORTS.includes(port);
}

/** Names that lead to this machine or this cluster whatever a resolver says of them. */
export function isInternalName(host: string): boolean {
  return /(^|\.)(localhost|local|internal|svc|home\.arpa)$/i.test(host) || !/[.:]/.test(host);
}
