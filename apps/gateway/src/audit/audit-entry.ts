import type { Instant } from '@houtai/domain-kit';

/** One change asked for through the gateway, whatever became of it. */
export interface AuditEntry {
  /** System time of the answer. */
  at: Instant;
  /** Null when nobody had signed in. */
  actorId: string | null;
  actorName: string | null;
  method: string;
  /** Path template, e.g. `/api/v1/reservations/{id}/cancel`. */
  route: string;
  /** Path as it was requested, without the query. */
  target: string;
  service: string;
  /** HTTP status; 499 when the client left before the answer. */
  status: number;
  correlationId: string;
  clientAddress: string;
}
