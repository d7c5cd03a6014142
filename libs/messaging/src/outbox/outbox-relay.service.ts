import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Link, SpanKind, trace } from '@opentelemetry/api';
import { DataSource } from 'typeorm';
import { TOPICS } from '@houtai/event-catalogue';
import { backOff } from '../back-off';
import { tellError } from '../loggable-error';
import { BusLifecycle } from '../bus/bus-lifecycle.service';
import { encodeEvent } from '../bus/cloud-event';
import { UnsendableMessageError } from '../bus/event-bus';
import { directConnection } from '../direct-connection';
import { TRACER_NAME, parseTraceparent } from '../tracing';
import { maintainMessaging } from './maintain-messaging';
import { MOVE_TO_DEAD, MOVE_TO_LOG, NEXT_ROWS, OutboxRow, slices } from './outbox-rows';
import { RelayLeadership } from './relay-leadership';
import { RelaySignal } from './relay-signal.service';

const POLL_MS = 200;
const ELECTION_MS = 1_000;
const MAINTENANCE_MS = 3_600_000;
const MAX_BATCH_BYTES = 700_000;

/**
 * Publishes the outbox. One relay per service leads; it reads from the front without a cursor, so a row that
 * commits late is never passed by, and deletes what the bus has confirmed.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(OutboxRelay.name);
  private running: Promise<void> | undefined;
  private stopping = false;
  private maintainedAt = 0;
  private maintenance: Promise<void> = Promise.resolve();
  private buried = 0;
  private lastFault: string | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly lifecycle: BusLifecycle,
    private readonly signal: RelaySignal,
  ) {}

  onApplicationBootstrap(): void {
    this.start();
  }

  start(): void {
    this.running ??= this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.lifecycle.stopWaiting();
    this.signal.wake();
    await this.running;
    await this.maintenance;
  }

  /** Why nothing can be published at the moment; undefined when all is well or another relay leads. */
  fault(): string | undefined {
    return this.lastFault;
  }

  private async run(): Promise<void> {
    if (!(await this.lifecycle.topicsReady(TOPICS))) return;
    for (let failures = 0; !this.stopping;) {
      let leadership: RelayLeadership | undefined;
      try {
        leadership = await RelayLeadership.win(directConnection(this.dataSource));
        if (leadership) {
          failures = 0;
          await this.lead(leadership);
        } else {
          await this.rest(ELECTION_MS);
        }
      } catch (error) {
        failures += 1;
        this.lastFault = tellError(error);
        this.log.warn(`stops leading: ${tellError(error)}`);
        await this.rest(backOff(failures, 200, 5_000));
      } finally {
        await leadership?.resign();
      }
    }
  }

  private async lead(leadership: RelayLeadership): Promise<void> {
    this.log.log('leads');
    let refusals = 0;
    while (!this.stopping && leadership.isAlive()) {
      const rows = await leadership.query<OutboxRow>('next_rows', NEXT_ROWS);
      this.lastFault = refusals > 0 ? this.lastFault : undefined;
      if (rows.length === 0) {
        this.maintain();
        await this.signal.wait(POLL_MS);
        continue;
      }
      try {
        const { buried } = this;
        for (const slice of slices(rows, MAX_BATCH_BYTES)) {
          await this.publish(leadership, slice);
          // the rows read may hold later events of the key that is dead now
          if (this.buried !== buried) break;
        }
        refusals = 0;
      } catch (error) {
        if (!leadership.isAlive()) throw error;
        refusals += 1;
        this.lastFault = tellError(error);
        this.log.warn(`the bus refuses (${refusals}): ${tellError(error)}`);
        await leadership.during(this.rest(backOff(refusals, 100, 3_000)));
      }
    }
    if (!this.stopping) throw new Error('the connection to the database was lost');
  }

  /** Publishes rows in order; of a batch that cannot be sent, halves it until the culprit stands alone. */
  private async publish(leadership: RelayLeadership, rows: OutboxRow[]): Promise<void> {
    await leadership.confirm();
    try {
      await leadership.during(this.send(rows));
    } catch (error) {
      if (!(error instanceof UnsendableMessageError)) throw error;
      const [only, ...others] = rows;
      if (!only) return;
      if (others.length === 0) return await this.bury(leadership, only, error);
      const middle = Math.ceil(rows.length / 2);
      const dead = await this.deadKeysAfter(leadership, rows.slice(0, middle));
      const rest = rows.slice(middle).filter(({ topic, key }) => !dead.has(`${topic} ${key}`));
      if (rest.length > 0) await this.publish(leadership, rest);
      return;
    }
    await leadership.query('move_to_log', MOVE_TO_LOG, [rows.map(({ seq }) => seq)]);
  }

  private async deadKeysAfter(leadership: RelayLeadership, rows: OutboxRow[]): Promise<Set<string>> {
    await this.publish(leadership, rows);
    const dead = await leadership.query<{ topic: string; key: string }>(
      'dead_keys',
      'select distinct topic, key from outbox_dead',
    );
    return new Set(dead.map(({ topic, key }) => `${topic} ${key}`));
  }

  private async send(rows: OutboxRow[]): Promise<void> {
    const links = rows.flatMap(({ headers }): Link[] => {
      const written = parseTraceparent(headers['traceparent']);
      return written ? [{ context: written }] : [];
    });
    const attributes = { 'messaging.batch.message_count': rows.length };
    const options = { kind: SpanKind.PRODUCER, links, attributes };
    const span = trace.getTracer(TRACER_NAME).startSpan('publish outbox', options);
    try {
      const messages = rows.map(({ topic, key, headers, value }) => encodeEvent(topic, key, headers, value));
      await this.lifecycle.bus.publish(messages);
    } finally {
      span.end();
    }
  }

  private async bury(leadership: RelayLeadership, row: OutboxRow, error: Error): Promise<void> {
    this.log.error(`${row.type} ${row.id} of ${row.key} can never be sent: ${error.message}`);
    await leadership.query('move_to_dead', MOVE_TO_DEAD, [row.seq, error.message]);
    this.buried += 1;
  }

  /** Once an hour, beside the publishing and on a connection of the pool: old rows must not hold new ones up. */
  private maintain(): void {
    if (Date.now() - this.maintainedAt < MAINTENANCE_MS) return;
    this.maintainedAt = Date.now();
    this.maintenance = this.maintenance
      .then(() => maintainMessaging(this.dataSource, () => this.stopping))
      .catch((error: unknown) => this.log.warn(`maintenance is left to the next hour: ${tellError(error)}`));
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const ends = Date.now() + ms;
      const look = setInterval(
        () => {
          if (!this.stopping && Date.now() < ends) return;
          clearInterval(look);
          resolve();
        },
        Math.min(ms, 50),
      );
    });
  }
}
