import { DeliveredMessage } from '../bus/event-bus';
import type { PositionQuery } from '../sql/position-page';

export type UndecodableStatus = 'open' | 'replayed' | 'discarded';

/** A message a consumer could not read as an event. */
export interface UndecodableMessage {
  id: string;
  consumer: string;
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  status: UndecodableStatus;
  /** Why it could not be read, or what became of the last replay; quotes nothing of it. */
  error: string;
  attempts: number;
  receivedAt: Date;
  settledAt: Date | null;
}

export interface UndecodableMessageDetails extends UndecodableMessage {
  headers: Record<string, string>;
  /** As UTF-8 text; what is none of it is replaced by U+FFFD. Null when the message had no value. */
  value: string | null;
}

export interface UndecodableQuery extends PositionQuery {
  consumer?: string;
  /** Without one: those still open. */
  status?: UndecodableStatus;
}

export interface UndecodableReplay {
  replayed: boolean;
  /** Why not, absent when it was. */
  error?: string;
}

/** A row with what is needed to read the message once more. */
export interface UndecodableRow extends UndecodableMessage, Omit<DeliveredMessage, 'key'> {
  position: string;
}

export const UNDECODABLE_COLUMNS = `id, consumer, topic, partition, "offset", key, status, error, attempts,
  received_at as "receivedAt", settled_at as "settledAt"`;
