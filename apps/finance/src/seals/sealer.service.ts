import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { businessDay, type BusinessDay } from '@houtai/domain-kit';
import { CLOCK, LOGGER, type Clock, type HostLogger } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';
import { SealingStore } from './sealing.store';

const BATCH = 500;
const REST_AFTER_FAULT_MS = 5_000;

/**
 * Gives committed entries their voucher number and chains them, apart from the transactions that post. Several
 * instances may run: one seals at a time. The database numbers and computes; this only says when.
 */
@Injectable()
export class Sealer implements OnApplicationBootstrap, OnModuleDestroy {
  private running: Promise<void> | undefined;
  private stopping = false;
  private wake: () => void = () => undefined;
  private headToldOn: BusinessDay | undefined;

  constructor(
    private readonly store: SealingStore,
    private readonly config: FinanceConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** Seals what is committed. @returns how many entries; 0 also when another sealer is at work */
  async sealBatch(): Promise<number> {
    const done = await this.store.seal(BATCH);
    if (!done || done.sealed === 0) return 0;
    this.tellHead(done.seq, done.hash);
    return done.sealed;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let rest = this.config.sealEveryMs;
      try {
        if ((await this.sealBatch()) === BATCH) continue;
      } catch (error) {
        rest = Math.max(rest, REST_AFTER_FAULT_MS);
        this.logger.error({ err: error }, 'sealing failed');
      }
      if (!this.stopping) await this.sleep(rest);
    }
  }

  /** Once a business day the head leaves the database with the logs: a chain forged as a whole would not end in it. */
  private tellHead(seq: number, hash: string): void {
    const today = businessDay(this.clock.now(), this.config.timeZone);
    if (this.headToldOn === today) return;
    this.headToldOn = today;
    this.logger.info({ seq, hash }, 'head of the ledger');
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
