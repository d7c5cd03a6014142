import type { LiveEvent } from './live-event';
import type { ResetReason } from './live-position';

/**
 * Pieces of a stream of server-sent events (WHATWG HTML, 9.2). Their data is JSON, in which a line cannot break.
 */

/** The event's name is its topic. `branchId` is the first of its branches. */
export function eventFrame(
  position: string,
  { topic, type, subject, version, branchIds }: LiveEvent,
): string {
  return frame(topic, { type, subject, version, branchId: branchIds[0] }, position);
}

/** Read your lists again; go on from `position`. */
export function resetFrame(position: string, reason: ResetReason): string {
  return frame('reset', { reason }, position);
}

/** The token has ended: come back with another one, to where you were. */
export function reauthenticateFrame(): string {
  return frame('reauthenticate', {});
}

/** Says nothing, and that all up to `position` was told or is none of the reader's business: it moves the place to come back to. */
export function heartbeatFrame(position: string): string {
  return `: heartbeat\nid: ${position}\n\n`;
}

/** How long to wait before coming back, ms. */
export function retryFrame(ms: number): string {
  return `retry: ${ms}\n\n`;
}

function frame(event: string, data: object, position?: string): string {
  const id = position === undefined ? '' : `id: ${position}\n`;
  return `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
