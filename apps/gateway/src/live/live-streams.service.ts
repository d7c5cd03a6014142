import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Draining, LOGGER, UnavailableError, type HostLogger } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { retryFrame } from './live-frames';
import { LiveLogStore } from './live-log.store';
import type { LiveStream } from './live-stream.service';
import { LogFollower, isGap, type LogNews } from './log-follower.service';

/** Some 40 kB, well below what may wait for a reader. */
const PAGE = 200;
const LOOK_AGAIN_MS = 1_000;
const LEAST_RETRY_MS = 500;
const MOST_RETRY_MS = 3_000;

/** All streams of this instance: brings them up to date, tells them what comes, keeps them awake, ends them. */
@Injectable()
export class LiveStreams implements OnApplicationBootstrap, OnModuleDestroy {
  /** Every open stream, and those of them that are up to date. */
  private readonly all = new Set<LiveStream>();
  private readonly following = new Set<LiveStream>();
  private timer: NodeJS.Timeout | undefined;
  private draining = false;

  constructor(
    private readonly config: GatewayConfig,
    private readonly log: LiveLogStore,
    private readonly follower: LogFollower,
    draining: Draining,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {
    follower.onNews((news) => this.tell(news));
    draining.onBegin(() => this.drain());
  }

  onApplicationBootstrap(): void {
    const { liveHeartbeatMs: every } = this.config;
    const beat = () => {
      const now = performance.now();
      for (const stream of this.all) stream.beat(now, every);
    };
    this.timer = setInterval(beat, Math.min(1_000, every / 2)).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Open streams. */
  open(): Iterable<LiveStream> {
    return this.all;
  }

  get size(): number {
    return this.all.size;
  }

  /** Throws `unavailable` when this instance is about to end. */
  refuseWhenDraining(): void {
    if (!this.draining) return;
    throw new UnavailableError({ en: 'This instance is stopping.', zh: '该实例正在停止。' }, 1);
  }

  /** Tells a stream that has begun what it has missed, then what comes. */
  add(stream: LiveStream): void {
    if (this.draining) return stream.end(retryFrame(retryMs()));
    if (stream.ended) return;
    this.all.add(stream);
    void this.catchUp(stream);
  }

  remove(stream: LiveStream): void {
    this.all.delete(stream);
    this.following.delete(stream);
  }

  private async catchUp(stream: LiveStream): Promise<void> {
    // Before it has a place of its own, what comes is told to nobody.
    await this.follower.ready;
    while (!stream.ended) {
      // Nothing comes between this look and the joining: from here on it is told with all others.
      if (stream.lastId >= this.follower.lastId) {
        this.following.add(stream);
        return;
      }
      try {
        const page = await this.log.read(stream.lastId, PAGE);
        const { epoch, lastId } = page.head;
        if (epoch !== stream.epoch || isGap(stream.lastId, page)) stream.reset(epoch, lastId, 'expired');
        else stream.tell(page.events, page.events.at(-1)?.id ?? lastId);
        await stream.taken();
      } catch (error) {
        this.logger.warn({ err: error }, 'live log cannot be read for a stream; tried again');
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS).unref());
      }
    }
  }

  private tell({ head, events, lastId, lost }: LogNews): void {
    for (const stream of this.following) {
      if (lost) stream.reset(head.epoch, lastId, 'expired');
      else stream.tell(events, lastId);
    }
  }

  private drain(): void {
    this.draining = true;
    for (const stream of this.all) stream.end(retryFrame(retryMs()));
  }
}

/** Not the same for all, lest they all come back at the same moment. */
function retryMs(): number {
  return Math.round(LEAST_RETRY_MS + Math.random() * (MOST_RETRY_MS - LEAST_RETRY_MS));
}
