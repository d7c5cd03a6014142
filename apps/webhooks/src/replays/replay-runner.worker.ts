import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { DeliveryWorker } from '../deliveries/delivery.worker';
import { OrderStore } from '../deliveries/order.store';
import { ReplayStore } from './replay.store';

const LOOK_MS = 1_000;
/** From step to step, so that what happens now gets in between. */
const PAUSE_MS = 20;

/** Moves replays on, a step at a time, each in a transaction of its own: whoever takes over goes on where it stopped. */
@Injectable()
export class ReplayRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ReplayStore,
    private readonly order: OrderStore,
    private readonly worker: DeliveryWorker,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.plan(LOOK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(ms: number): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.running = this.step().then((did) => this.plan(did ? PAUSE_MS : LOOK_MS));
    }, ms);
  }

  /** @returns whether there was something to do */
  private async step(): Promise<boolean> {
    try {
      return await this.unitOfWork.run(async () => {
        const replay = await this.store.next();
        if (!replay) return false;
        await this.order.lock([replay.partner_id]);
        const subjects = await this.store.step(replay.id);
        if (subjects.length > 0 && replay.ordering === 'subject')
          await this.order.arrange(replay.endpoint_id, subjects);
        this.unitOfWork.afterCommit(this.worker.wake);
        return true;
      });
    } catch (error) {
      this.logger.error({ err: error }, 'a replay cannot be moved on');
      return false;
    }
  }
}
