import { ChildProgram } from '@houtai/testing';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { AttemptService } from '../src/deliveries/attempt.service';
import { ClaimStore } from '../src/deliveries/claim.store';
import { DeliveryWorker } from '../src/deliveries/delivery.worker';
import { ResultQueue } from '../src/deliveries/result-queue.service';
import { WebhooksConfig } from '../src/webhooks.config';
import { TEST_NETWORKS, type Webhooks } from './webhooks-fixture';

/** Workers as processes of their own, to be killed and frozen; the one of the service under test stands still meanwhile. */
export class WorkerProcesses {
  private readonly running: ChildProgram[] = [];
  private readonly here: DeliveryWorker[] = [];

  constructor(private readonly service: Webhooks) {}

  /** Nothing is sent any more but by processes that are started here. */
  async takeOver(): Promise<void> {
    await this.service.running.app.get(DeliveryWorker).onModuleDestroy();
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<ChildProgram> {
    const config = this.service.running.app.get(WebhooksConfig);
    const { databaseUrl, dataKey, jwks = '', busUrl } = config;
    const worker = ChildProgram.start('apps/webhooks/src/main.ts', {
      HOUTAI_DATABASE_URL: databaseUrl,
      HOUTAI_BUS: 'embedded',
      HOUTAI_BUS_URL: busUrl,
      HOUTAI_DATA_KEY: dataKey,
      HOUTAI_JWKS: jwks,
      HOUTAI_MODE: 'simulated',
      HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: TEST_NETWORKS,
      PORT: '0',
      ...env,
    });
    this.running.push(worker);
    await worker.url();
    return worker;
  }

  /** One more worker, in this process: it starts at once. */
  startHere(): void {
    const { app } = this.service.running;
    const worker = new DeliveryWorker(
      app.get(ClaimStore, { strict: false }),
      app.get(AttemptService, { strict: false }),
      app.get(ResultQueue, { strict: false }),
      app.get(WebhooksConfig),
      app.get<HostLogger>(LOGGER),
    );
    worker.onApplicationBootstrap();
    this.here.push(worker);
  }

  /** As if half a minute had passed. */
  leasesAreOver(): Promise<unknown> {
    return this.service.sql(`update delivery set due_at = now() where state = 'in-flight'`);
  }

  async end(): Promise<void> {
    await Promise.all(this.here.splice(0).map((worker) => worker.onModuleDestroy()));
    await Promise.all(this.running.splice(0).map((worker) => worker.end()));
  }
}
