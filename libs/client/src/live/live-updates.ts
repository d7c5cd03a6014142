import { sleep } from '../calls/sleep.js';
import { HoutaiProblem } from '../problems/houtai-problem.js';
import { blocksOf } from './event-stream.js';
import { LiveConnection } from './live-connection.js';
import { updateIn, type LiveTopic, type LiveUpdate } from './live-update.js';

export interface LiveWish {
  readonly topics: readonly LiveTopic[];
  /** Only what concerns this branch, and what names no branch at all. */
  readonly branchId?: string;
  /** `id` of the last update that was dealt with: the stream goes on behind it. */
  readonly after?: string;
  /** Ends the listening. */
  readonly signal?: AbortSignal;
}

/** The way to the stream. */
export interface LiveDoor {
  /** @throws HoutaiProblem when it is refused */
  open(query: URLSearchParams, lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Gets a new token: the stream said that the old one has ended. */
  reauthenticate(): Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/**
 * Live updates for as long as they are read: a stream that is cut is opened again where it was, over restarts and other
 * instances of the gateway. Leaving the loop ends it.
 *
 * @throws HoutaiProblem when it may not be listened to (400, 401, 403); what passes is waited out
 */
export async function* liveUpdates(door: LiveDoor, wish: LiveWish): AsyncGenerator<LiveUpdate, void, void> {
  const { signal = new AbortController().signal } = wish;
  const place: Place = { id: wish.after, retryMs: 0, failures: 0, tokenEnded: false };
  while (!signal.aborted) {
    try {
      yield* oneStream(door, wish, place, signal);
      if (place.tokenEnded) await door.reauthenticate();
    } catch (fault) {
      if (signal.aborted) return;
      if (!passes(fault)) throw fault;
      place.failures += 1;
      if (fault instanceof HoutaiProblem) place.retryMs = fault.retryAfterMs ?? place.retryMs;
    }
    if (!place.tokenEnded) await sleep(waitMs(place), signal).catch(() => undefined);
  }
}

/** Where a listener is, over all its streams. */
interface Place {
  id: string | undefined;
  /** As the stream asks for. */
  retryMs: number;
  /** Since a stream was opened last. */
  failures: number;
  /** The stream ended for the sake of the token, and is opened again at once. */
  tokenEnded: boolean;
}

async function* oneStream(
  door: LiveDoor,
  { topics, branchId }: LiveWish,
  place: Place,
  signal: AbortSignal,
): AsyncGenerator<LiveUpdate, void, void> {
  const query = new URLSearchParams({ topics: topics.join(','), ...(branchId && { branchId }) });
  const connection = new LiveConnection(signal);
  place.tokenEnded = false;
  try {
    const { body } = await connection.heard(door.open(query, place.id, connection.signal));
    place.failures = 0;
    for await (const block of blocksOf(connection.chunksOf(body))) {
      place.retryMs = block.retry ?? place.retryMs;
      place.tokenEnded = block.event === 'reauthenticate';
      if (place.tokenEnded) return;
      const update = updateIn(block);
      if (update) yield update;
      // Not before it was dealt with: who comes back to it must not have missed it.
      place.id = block.id ?? place.id;
    }
  } finally {
    connection.end();
  }
}

/** Whether waiting helps. Not by the name of what was thrown: a socket that is cut throws whatever the platform has. */
function passes(fault: unknown): boolean {
  return !(fault instanceof HoutaiProblem) || fault.status === 429 || fault.status >= 500;
}

/** With jitter: those who were cut together do not come back together. */
function waitMs({ retryMs, failures }: Place): number {
  const backOff = failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  return Math.max(retryMs, backOff) * (0.5 + Math.random() / 2);
}
