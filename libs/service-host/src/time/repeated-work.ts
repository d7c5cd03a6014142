import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { HostLogger } from '../telemetry/host-logger';

/**
 * Work that every instance does again and again by system time, as cleaning up. A run that fails is told of and tried again at
 * its next time; no run begins while another is under way, and none is cut off when the process stops.
 */
export abstract class RepeatedWork implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  /** @param what names it in the log: `cleaning of sessions` */
  constructor(
    private readonly what: string,
    private readonly everyMs: number,
    private readonly logger: HostLogger,
  ) {}

  protected abstract run(): Promise<void>;

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.once(), this.everyMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private once(): Promise<void> {
    this.running ??= this.run()
      .catch((error: unknown) => this.logger.warn({ err: error }, `${this.what} failed; tried again later`))
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }
}
