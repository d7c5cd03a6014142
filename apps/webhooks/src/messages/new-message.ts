import type { Instant } from '@houtai/domain-kit';

/** A message as it is written. */
export interface NewMessage {
  /** `evt_…` */
  id: string;
  /** `YYYY-MM-DD`, of the event and not of its arrival. */
  day: string;
  partnerId: string;
  type: string;
  subject: string;
  version: number;
  occurredAt: Instant;
  body: string;
  traceId?: string;
  /** The endpoint it is about, which is not told. */
  exceptEndpointId?: string;
}

/** Messages are kept for so long. */
export const KEPT_DAYS = 30;

/** When an event was written, in ms: its id begins with it. Undefined for an id that is no UUIDv7. */
export function writtenAt(eventId: string): number | undefined {
  const isVersion7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/i.test(eventId);
  return isVersion7 ? parseInt(eventId.replaceAll('-', '').slice(0, 12), 16) : undefined;
}
