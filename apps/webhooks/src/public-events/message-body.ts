import type { Instant } from '@houtai/domain-kit';
import { API_VERSION } from './public-catalogue';

/** What every receiver reads, whatever the type. */
export interface MessageFacts {
  /** `evt_…` */
  id: string;
  type: string;
  /** When it happened, in business time. */
  timestamp: Instant;
  /** `reservation/<id>` */
  subject: string;
  /** Grows with each event of the subject: what is older than what a receiver knows can be dropped. */
  version: number;
  data: unknown;
}

/** Receivers take no more. */
export const MOST_BYTES = 20_000;

/** The exact text that is signed and sent. */
export function messageBody({ id, type, timestamp, subject, version, data }: MessageFacts): string {
  return JSON.stringify({ id, type, apiVersion: API_VERSION, timestamp, subject, version, data });
}
