import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TOPICS } from '@houtai/event-catalogue';
import { backOff } from '../back-off';
import { tellError } from '../loggable-error';
import { BusLifecycle } from '../bus/bus-lifecycle.service';
import { directConnection } from '../direct-connection';
import { BatchPublisher } from './batch-publisher';
import { maintainMessaging } from './maintain-messaging';
import { BATCH_LIMIT, OutboxRow } from './outbox-rows';
import { QueueFront } from './queue-front';
import { RelayLeadership } from './relay-leadership';
import { RelaySignal } from './relay-signal.service';

const POLL_MS = 200;
/**
 * Least time from one sending to the next while there is no backlog. An event that comes alone goes at once; what follows
 * it shares a batch, and with it the requests and transactions of all who read it: at a hundred reservations a second these
 * cost more than their work.
 */
const PACE_MS = 20;
const ELECTION_MS = 1_000;
const COUNT_MS = 5_000;
const MAINTENANCE_MS = 3_600_000;

/**
 * Publishes the outbox. One relay per service leads; it reads from the front of the queue without a cursor, so a row
 * that commits late is never passed by, and takes off what the bus has confirmed.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(OutboxRelay.name);
  private running: Promise<void> | undefined;
  private stopping = false;
  private maintainedAt = 0;
  private countedAt = 0;
  private maintenance: Promise<void> = Promise.resolve();
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
    this.signal.heard();
    await this.running;
    await this.maintenance;
    await this.signal.quiet();
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
        this.signal.leads = false;
        await leadership?.resign();
      }
    }
  }

  private async lead(leadership: RelayLeadership): Promise<void> {
    this.log.log('leads');
    this.signal.leads = true;
    await leadership.onCommitted(() => this.signal.heard());
    const front = new QueueFront(leadership);
    const publisher = new BatchPublisher(leadership, front, this.lifecycle, this.log);
    let rows: OutboxRow[] = [];
    let refusals = 0;
    let sentAt = -Infinity;
    while (!this.stopping && leadership.isAlive()) {
      await this.count(leadership);
      if (rows.length === 0) {
        await this.pace(sentAt);
        if (this.stopping) break;
        this.signal.looking();
        rows = await front.next();
      }
      this.lastFault = refusals > 0 ? this.lastFault : undefined;
      if (rows.length === 0) {
        this.maintain();
        await this.signal.wait(POLL_MS);
        continue;
      }
      sentAt = performance.now();
      try {
        const { following, changed } = await this.publish(rows, front, publisher);
        rows = following;
        refusals = 0;
        if (!changed) await this.rest(POLL_MS);
      } catch (error) {
        if (!leadership.isAlive()) throw error;
        rows = [];
        refusals += 1;
        this.lastFault = tellError(error);
        this.log.warn(`the bus refuses (${refusals}): ${tellError(error)}`);
        await leadership.during(this.rest(backOff(refusals, 100, 3_000)));
      }
    }
    if (!this.stopping) throw new Error('the connection to the database was lost');
    await front.next();
  }

  /** Publishes the rows, and reads what follows them meanwhile when there is more. */
  private async publish(
    rows: OutboxRow[],
    front: QueueFront,
    publisher: BatchPublisher,
  ): Promise<{ following: OutboxRow[]; changed: boolean }> {
    const ahead = rows.length === BATCH_LIMIT ? front.next(rows) : undefined;
    ahead?.catch(() => undefined); // told below
    const { sent, changed } = await publisher.publishAll(rows);
    const following = (await ahead) ?? [];
    // behind an event that died, or stays where it is, what was read ahead of that may not be sent
    return { following: sent === rows.length ? following : [], changed };
  }

  /** The exact counts of what was written are kept in steps, so that no event has to move a counter. */
  private async count(leadership: RelayLeadership): Promise<void> {
    if (Date.now() - this.countedAt < COUNT_MS) return;
    this.countedAt = Date.now();
    await leadership.query('count_events', 'select count_events()');
  }

  /** Once an hour, beside the publishing and on a connection of the pool: old rows must not hold new ones up. */
  private maintain(): void {
    if (Date.now() - this.maintainedAt < MAINTENANCE_MS) return;
    this.maintainedAt = Date.now();
    this.maintenance = this.maintenance
      .then(() => maintainMessaging(this.dataSource, () => this.stopping))
      .catch((error: unknown) => this.log.warn(`maintenance is left to the next hour: ${tellError(error)}`));
  }

  private async pace(sentAt: number): Promise<void> {
    const early = sentAt + PACE_MS - performance.now();
    if (early > 0) await sleep(early);
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
