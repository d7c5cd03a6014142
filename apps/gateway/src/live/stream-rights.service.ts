import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { runInCall } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { AccessNews } from '../credentials/access-news.service';
import { CallerRights, type LiveCaller } from './caller-rights.service';
import { reauthenticateFrame } from './live-frames';
import { LiveStreams } from './live-streams.service';

/** The news of a key or partner comes sooner, when it comes. */
const LOOK_MS = 750;

/** Ends streams whose token or key has ended, or no longer stands for what it did. */
@Injectable()
export class StreamRights implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly streams: LiveStreams,
    private readonly rights: CallerRights,
    private readonly news: AccessNews,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.lookNow(), LOOK_MS).unref();
    this.news.onNews(() => this.lookNow());
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Throws what would end the stream at once. */
  async demand(caller: LiveCaller): Promise<void> {
    const refusal = (await this.rights.lostBy([caller])).get(caller);
    if (refusal !== undefined) throw refusal;
  }

  private lookNow(): void {
    // For all who listen: news may come in the middle of a partner's request, which sees its own rows alone.
    this.looking ??= runInCall(undefined, () => this.look()).finally(() => (this.looking = undefined));
  }

  private async look(): Promise<void> {
    const open = [...this.streams.open()];
    if (open.length === 0) return;
    try {
      const lost = await this.rights.lostBy(open.map(({ parts }) => parts.caller));
      for (const stream of open) if (lost.has(stream.parts.caller)) stream.end(reauthenticateFrame());
    } catch (error) {
      this.logger.warn({ err: error }, 'rights of listeners cannot be read; tried again');
    }
  }
}
