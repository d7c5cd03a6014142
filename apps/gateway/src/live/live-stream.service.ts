import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { LiveCaller } from './caller-rights.service';
import { concerns, type Listener } from './listener';
import { heartbeatFrame, resetFrame, retryFrame } from './live-frames';
import type { LoggedEvent } from './live-log.store';
import { positionOf, type ResetReason } from './live-position';

/** Longest wait for a reader to take in what it was sent last. */
const FAREWELL_MS = 5_000;
/** Heartbeats in which a reader for whom something waits may take in nothing of it. */
const PATIENT_BEATS = 4;
/** A reader that is cut comes back after that. */
const RETRY_MS = 2_000;

/** No proxy may keep or hold back what is told. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

export interface StreamParts {
  readonly listener: Listener;
  readonly caller: LiveCaller;
  readonly headers: OutgoingHttpHeaders;
  /** Bytes that may wait for the reader. */
  readonly mostBuffered: number;
}

/** One stream of server-sent events to one reader. */
export class LiveStream {
  /** Id of the last event that was told, or was none of the reader's business. */
  lastId: number;
  ended = false;
  private saidAt = 0;
  private stuckSince: number | undefined;

  constructor(
    private readonly raw: ServerResponse,
    readonly parts: StreamParts,
    public epoch: string,
    lastId: number,
  ) {
    this.lastId = lastId;
    raw.on('drain', () => (this.stuckSince = undefined));
    raw.on('error', () => undefined);
    raw.once('close', () => (this.ended = true));
    this.ended = raw.destroyed || raw.writableEnded;
  }

  /** The head of the answer goes out at once: a reader that has it misses nothing from here on. */
  begin(): void {
    this.raw.writeHead(200, { ...this.parts.headers, ...STREAM_HEADERS });
    this.write(retryFrame(RETRY_MS) + heartbeatFrame(this.position()));
  }

  /** @param events in order; those that were told before are left out. @param lastId up to where they tell all there is */
  tell(events: readonly LoggedEvent[], lastId: number): void {
    if (this.ended) return;
    let text = '';
    for (const event of events) {
      if (event.id <= this.lastId || !concerns(this.parts.listener, event)) continue;
      text += event.frame;
    }
    this.lastId = Math.max(this.lastId, lastId);
    if (text !== '') this.write(text);
    if (this.raw.writableLength > this.parts.mostBuffered) {
      this.end(resetFrame(this.position(), 'slow'));
    }
  }

  /** Has the reader read its lists again, and goes on from there. */
  reset(epoch: string, lastId: number, reason: ResetReason): void {
    this.epoch = epoch;
    this.lastId = lastId;
    if (!this.ended) this.write(resetFrame(this.position(), reason));
  }

  /** Keeps the stream awake; gives up a reader that has stopped to read. @param now of `performance.now()` */
  beat(now: number, everyMs: number): void {
    if (this.ended) return;
    this.stuckSince = this.raw.writableNeedDrain ? (this.stuckSince ?? now) : undefined;
    if (this.stuckSince !== undefined && now - this.stuckSince >= PATIENT_BEATS * everyMs) {
      this.end(resetFrame(this.position(), 'slow'));
    } else if (now - this.saidAt >= everyMs) this.write(heartbeatFrame(this.position()));
  }

  /** Ends with a last word; a reader that does not take it in is cut. */
  end(lastFrame: string): void {
    if (this.ended) return;
    this.ended = true;
    this.raw.end(lastFrame);
    const cut = setTimeout(() => this.raw.destroy(), FAREWELL_MS).unref();
    this.raw.once('close', () => clearTimeout(cut));
  }

  /** Resolves when the reader has taken in what waits for it, or is gone. */
  async taken(): Promise<void> {
    if (this.ended || !this.raw.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.raw.off('drain', done).off('close', done);
        resolve();
      };
      this.raw.on('drain', done).on('close', done);
    });
  }

  private position(): string {
    return positionOf(this.epoch, this.lastId);
  }

  private write(text: string): void {
    this.saidAt = performance.now();
    this.raw.write(text);
  }
}
