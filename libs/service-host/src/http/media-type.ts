import Negotiator from 'negotiator';
import { HostError } from '../problems/host-errors';

export const JSON_TYPE = 'application/json';

/**
 * The one of the `offered` media types that `Accept` prefers; the first when it says nothing of it. Throws
 * `not-acceptable` when it excludes them all.
 */
export function mediaTypeFor(accept: string | undefined, offered: readonly string[]): string {
  const [first = JSON_TYPE] = offered;
  if (accept === undefined || accept === '*/*') return first;
  const chosen = new Negotiator({ headers: { accept } }).mediaType([...offered]);
  if (chosen === undefined) throw new HostError('not-acceptable', { facts: { offered } });
  return chosen;
}
