import { Inject, Injectable } from '@nestjs/common';
import { MessagingStatus, type MessagingSnapshot } from '@houtai/messaging';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { LOGGER, type HostLogger } from './host-logger';
import { Metrics } from './metrics.service';

/** Longest a figure of the bus may be old; a scrape asks for several of them at once. */
const FRESH_MS = 500;

/** Outbox, consumers and connection pool, read when Prometheus asks. */
@Injectable()
export class BusMetrics {
  private asked = 0;
  private answer: Promise<MessagingSnapshot | undefined> = Promise.resolve(undefined);

  constructor(
    private readonly metrics: Metrics,
    private readonly messaging: MessagingStatus,
    private readonly database: DataSource,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {
    this.outbox('houtai_outbox_depth', 'Events waiting to be published', (bus) => bus.outboxDepth);
    this.outbox(
      'houtai_outbox_oldest_age_seconds',
      'Age of the oldest waiting event',
      (bus) => bus.outboxOldestAgeSeconds,
    );
    this.outbox('houtai_outbox_dead', 'Events the bus refuses for good', (bus) => bus.outboxDead);
    this.consumers('houtai_consumer_lag', 'Messages not dealt with yet', (consumer) => consumer.lag);
    this.consumers('houtai_consumer_parked', 'Messages parked', (consumer) => consumer.parked);
    this.consumers(
      'houtai_consumer_gaps',
      'Keys that wait for a version that did not come',
      (consumer) => consumer.gaps,
    );
    this.consumers(
      'houtai_consumer_undecodable',
      'Messages nobody could read, open for an operator',
      (consumer) => consumer.undecodable,
    );
    this.health();
    this.pool();
  }

  /** Known without asking database or bus, so it also tells of their absence. */
  private health(): void {
    const messaging = this.messaging;
    new Gauge({
      name: 'houtai_bus_healthy',
      help: '1 while events are published and every consumer of this process works; alert when it is 0 for minutes',
      registers: [this.metrics.registry],
      collect() {
        this.set(messaging.isHealthy() ? 1 : 0);
      },
    });
  }

  private outbox(name: string, help: string, figure: (bus: MessagingSnapshot) => number): void {
    const snapshot = () => this.snapshot();
    new Gauge({
      name,
      help,
      registers: [this.metrics.registry],
      async collect() {
        const bus = await snapshot();
        if (bus) this.set(figure(bus));
      },
    });
  }

  private consumers(
    name: string,
    help: string,
    figure: (of: MessagingSnapshot['consumers'][number]) => number | null,
  ): void {
    const snapshot = () => this.snapshot();
    new Gauge({
      name,
      help,
      labelNames: ['consumer'],
      registers: [this.metrics.registry],
      async collect() {
        const bus = await snapshot();
        // What is not known is left out: a made-up 0 would hide that nothing is consumed.
        this.reset();
        for (const consumer of bus?.consumers ?? []) {
          const value = figure(consumer);
          if (value !== null) this.set({ consumer: consumer.name }, value);
        }
      },
    });
  }

  private pool(): void {
    const pool = (this.database.driver as unknown as { master: Pool }).master;
    new Gauge({
      name: 'houtai_database_pool_connections',
      help: 'Connections of the pool by state; waiting are requests for one',
      labelNames: ['state'],
      registers: [this.metrics.registry],
      collect() {
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }

  /** undefined when the database or bus cannot be asked: the other metrics matter most just then. */
  private snapshot(): Promise<MessagingSnapshot | undefined> {
    const now = Date.now();
    if (now - this.asked > FRESH_MS) {
      this.asked = now;
      this.answer = this.messaging.read().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the figures of the bus cannot be read');
        return undefined;
      });
    }
    return this.answer;
  }
}
