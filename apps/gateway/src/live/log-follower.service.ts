import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { LiveLogStore, type LogPage } from './live-log.store';
import { LiveNotices } from './live-notices.service';

/** How often the log is looked at when no word of it comes. */
const POLL_MS = 1_000;
const PAGE = 500;

/** What came next in the log. */
export interface LogNews extends LogPage {
  /** Id of the last of the events, or where to go on when they are lost. */
  readonly lastId: number;
  /** Events between the last news and these are kept no longer: the database was away for too long, or is another one. */
  readonly lost: boolean;
}

/** Where this instance is in the log that all write to; tells of what comes next, in order, each event once. */
@Injectable()
export class LogFollower implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners: ((news: LogNews) => void)[] = [];
  private place: { epoch: string; lastId: number } | undefined;
  /** Resolves when there is a place to follow from. */
  readonly ready: Promise<void>;
  private isReady: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();
  private stopped = false;
  private woken = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly log: LiveLogStore,
    notices: LiveNotices,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {
    this.ready = new Promise((resolve) => (this.isReady = resolve));
    notices.listen(() => this.lookNow());
  }

  onApplicationBootstrap(): void {
    this.loop = this.follow();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.lookNow();
    await this.loop;
  }

  onNews(listener: (news: LogNews) => void): void {
    this.listeners.push(listener);
  }

  /** Id of the last event that was told of; -1 until it is {@link ready}. */
  get lastId(): number {
    return this.place?.lastId ?? -1;
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      try {
        while (!this.stopped && (await this.step()));
      } catch (error) {
        this.logger.warn({ err: error }, 'live log cannot be read; tried again');
      }
      await this.nextLook();
    }
  }

  /** @returns whether there may be more */
  private async step(): Promise<boolean> {
    const place = this.place;
    if (place === undefined) {
      this.place = await this.log.head();
      this.isReady();
      return true;
    }
    const { head, events } = await this.log.read(place.lastId, PAGE);
    const lost = head.epoch !== place.epoch || isGap(place.lastId, { head, events });
    const lastId = lost ? head.lastId : (events.at(-1)?.id ?? place.lastId);
    this.place = { epoch: head.epoch, lastId };
    if (lost || events.length > 0) {
      for (const tell of this.listeners) tell({ head, events: lost ? [] : events, lastId, lost });
    }
    return events.length === PAGE;
  }

  private lookNow(): void {
    this.woken = true;
    this.wake?.();
  }

  private async nextLook(): Promise<void> {
    if (this.woken || this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}

/** Whether events after `lastId` are missing: ids have no gaps, so the next one is known. */
export function isGap(lastId: number, { head, events }: LogPage): boolean {
  const [next] = events;
  return next === undefined ? head.lastId !== lastId : next.id !== lastId + 1;
}
