import type { PositionQuery } from '../sql/position-page';
import { ReceivedEvent } from './event-context';

export type ParkedStatus = 'failed' | 'waiting' | 'replayed' | 'discarded';

/** A message a consumer could not apply (`failed`), or that came after one of the same key (`waiting`). */
export interface ParkedMessage {
  id: string;
  consumer: string;
  messageId: string;
  type: string;
  topic: string;
  partition: number;
  offset: string;
  key: string;
  status: ParkedStatus;
  /** Kind, code and first lines of the stack of the last failure; no value of the event. */
  error: string | null;
  attempts: number;
  parkedAt: Date;
  settledAt: Date | null;
}

export interface ParkedMessageDetails extends ParkedMessage {
  /** The event as it was received. */
  event: ReceivedEvent;
}

export interface ParkedQuery extends PositionQuery {
  consumer?: string;
  /** Without one: those still open, `failed` and `waiting`. */
  status?: ParkedStatus;
}

export interface ReplayResult {
  /** Messages of the key applied by this replay, in order. */
  replayed: number;
  /** Messages of the key still open. */
  remaining: number;
  /** True when nothing of the key is left and new events are handled directly again. */
  unblocked: boolean;
  /** Why the replay stopped, absent when it did not. */
  error?: string;
}

export const PARKED_COLUMNS = `id, consumer, message_id as "messageId", type, topic, partition, "offset", key,
  status, error, attempts, parked_at as "parkedAt", settled_at as "settledAt"`;
