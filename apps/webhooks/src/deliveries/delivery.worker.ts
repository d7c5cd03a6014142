import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { WebhooksConfig } from '../webhooks.config';
import { AttemptService } from './attempt.service';
import { ClaimStore } from './claim.store';
import { ResultQueue } from './result-queue.service';

/** What nobody wakes us for: retries that become due, and what another process has fanned out. */
const LOOK_MS = 200;
const PAUSE_AFTER_ERROR_MS = 1_000;
/** How long those under way may take to end when the process stops. */
const DRAIN_MS = 12_000;

/** Takes what is due, makes the attempts side by side, and hands over what came of them. Any number may run at once. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly underWay = new Set<Promise<void>>();
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();
  private woken = false;
  private wakeUp: () => void = () => undefined;

  constructor(
    private readonly claims: ClaimStore,
    private readonly attempts: AttemptService,
    private readonly results: ResultQueue,
    private readonly config: WebhooksConfig,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.results.onRecorded(() => this.wake());
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    const late = new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref());
    await Promise.race([Promise.all(this.underWay), late]);
    await this.results.drained();
  }

  /** Something is due, or a place is free. */
  readonly wake = (): void => {
    this.woken = true;
    this.wakeUp();
  };

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      try {
        if ((await this.takeSome()) > 0) continue;
        await this.pause(LOOK_MS);
      } catch (error) {
        this.logger.error({ err: error }, 'deliveries cannot be taken');
        this.woken = false;
        await this.pause(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  private async takeSome(): Promise<number> {
    const room = this.config.mostInFlight - this.underWay.size;
    if (room <= 0) return 0;
    const taken = await this.claims.take(room);
    const since = performance.now();
    for (const delivery of taken) {
      const attempt = this.attempts.make(delivery, since).then((result) => this.results.add(result));
      this.underWay.add(attempt);
      void attempt.finally(() => this.underWay.delete(attempt));
    }
    return taken.length;
  }

  private pause(ms: number): Promise<void> {
    if (this.woken || this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
