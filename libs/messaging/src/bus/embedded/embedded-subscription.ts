import { Pool } from 'pg';
import { backOff } from '../../back-off';
import { tellError } from '../../loggable-error';
import { DeliveredMessage, PartitionBatch, Subscription, SubscriptionOptions } from '../event-bus';
import { FETCH, LAG } from './embedded-statements';
import { GroupMembership, HeldPartition, Position } from './group-membership';
import { Notice, Notifications } from './notifications';

export interface EmbeddedTimes {
  /** Silence after which a member loses its partitions. */
  sessionMs: number;
  heartbeatMs: number;
  /** How often to look for messages when no notice came. */
  pollMs: number;
}

export const EMBEDDED_TIMES: EmbeddedTimes = { sessionMs: 10_000, heartbeatMs: 2_000, pollMs: 500 };

/** Enough for all that a fetch brings: what arrives at once shares a transaction. */
const PARTITIONS_AT_ONCE = 60;
const MESSAGES_PER_FETCH = 200;

interface Partition extends Position {
  busy: boolean;
  pausedUntil: number;
  /** Taken away: no new batch, release when idle. */
  leaving: boolean;
  /** The lease is gone, or may be: whatever is in hand must not move the position any more. */
  lost: boolean;
  committed: bigint;
}

interface FetchedRow {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  headers: Record<string, string>;
  value: string;
}

export interface EmbeddedTools {
  pool: Pool;
  notifications: Notifications;
  prefix: string;
  times: EmbeddedTimes;
  /** Resolves when the tables are there. */
  opened(): Promise<void>;
}

/** One member of a group on the embedded log: a single loop that keeps its partitions and hands out batches. */
export class EmbeddedSubscription implements Subscription {
  readonly ready: Promise<void>;
  private readonly membership: GroupMembership;
  private readonly partitions = new Map<string, Partition>();
  private readonly inHand = new Set<Promise<void>>();
  private readonly done: Promise<void>;
  private readonly unlisten: () => void;
  private joined: () => void = () => undefined;
  private stopping = false;
  private reason: string | undefined = 'not joined yet';
  private nextBeat = 0;
  private lastBeat = 0;
  private look = true;
  private wake: () => void = () => undefined;

  constructor(
    private readonly options: SubscriptionOptions,
    private readonly tools: EmbeddedTools,
  ) {
    const { pool, prefix, times } = tools;
    const topics = options.topics.map((topic) => prefix + topic);
    this.membership = new GroupMembership(pool, prefix + options.group, topics, times.sessionMs);
    this.ready = new Promise((resolve) => (this.joined = resolve));
    this.unlisten = tools.notifications.listen((notice) => this.heard(notice));
    this.done = this.run();
  }

  health(): { healthy: boolean; reason?: string } {
    return this.reason === undefined ? { healthy: true } : { healthy: false, reason: this.reason };
  }

  async lag(): Promise<number> {
    const { pool, prefix } = this.tools;
    const topics = this.options.topics.map((topic) => prefix + topic);
    const { rows } = await pool.query<{ lag: number }>(LAG, [prefix + this.options.group, topics]);
    return rows[0]?.lag ?? 0;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.reason = 'stopped';
    this.unlisten();
    this.wake();
    await this.done;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        await this.tools.opened();
        await this.turn();
        failures = 0;
        if (!this.stopping) this.reason = undefined;
        this.joined();
        await this.pause(this.tools.times.pollMs);
      } catch (error) {
        failures += 1;
        this.reason = tellError(error);
        this.loseExpired();
        await this.pause(backOff(failures, 100, 2_000));
      }
    }
    await Promise.allSettled(this.inHand);
    await this.membership.leave(this.own()).catch(() => undefined);
  }

  private async turn(): Promise<void> {
    if (Date.now() >= this.nextBeat) await this.beat();
    const handedOver = [...this.partitions.values()].filter(
      ({ leaving, busy, lost }) => leaving && !busy && !lost,
    );
    if (handedOver.length > 0) {
      await this.membership.release(handedOver);
      for (const partition of handedOver) this.partitions.delete(placeName(partition));
    }
    if (this.look) {
      this.look = false;
      await this.fetch();
    }
    await this.commit();
  }

  private async beat(): Promise<void> {
    const started = Date.now();
    const held = await this.membership.beat();
    this.lastBeat = started;
    this.nextBeat = started + this.tools.times.heartbeatMs;
    const names = new Set(held.map(placeName));
    for (const [name, partition] of this.partitions) {
      if (names.has(name)) continue;
      partition.lost = true;
      this.partitions.delete(name);
    }
    for (const one of held) this.hold(one);
  }

  private hold({ topic, partition, place, mine }: HeldPartition): void {
    const name = placeName({ topic, partition });
    const known = this.partitions.get(name);
    if (known) {
      known.leaving = !mine;
      return;
    }
    const position = BigInt(place);
    const flags = { busy: false, pausedUntil: 0, leaving: !mine, lost: false };
    this.partitions.set(name, { topic, partition, place: position, committed: position, ...flags });
    this.look = true;
  }

  /** After a session of silence the group has dealt our partitions to others. */
  private loseExpired(): void {
    if (Date.now() - this.lastBeat < this.tools.times.sessionMs) return;
    for (const partition of this.partitions.values()) partition.lost = true;
    this.partitions.clear();
    this.nextBeat = 0;
  }

  /** Looks into all idle partitions and starts as many as there are free hands, the longest waiting first. */
  private async fetch(): Promise<void> {
    const now = Date.now();
    let free = PARTITIONS_AT_ONCE - this.inHand.size;
    const idle = [...this.partitions.values()].filter(
      ({ busy, leaving, pausedUntil }) => !busy && !leaving && pausedUntil <= now,
    );
    if (idle.length === 0 || free <= 0) return;
    const { rows } = await this.tools.pool.query<FetchedRow>({
      name: 'bus_fetch',
      text: FETCH,
      values: [
        idle.map(({ topic }) => topic),
        idle.map(({ partition }) => partition),
        idle.map(({ place }) => place.toString()),
        MESSAGES_PER_FETCH,
      ],
    });
    const found = new Map<string, FetchedRow[]>();
    for (const row of rows) {
      const own = found.get(placeName(row));
      if (own) own.push(row);
      else found.set(placeName(row), [row]);
    }
    for (const partition of idle) {
      const own = found.get(placeName(partition));
      if (!own || free-- <= 0 || partition.lost) continue;
      // to the end of the line
      this.partitions.delete(placeName(partition));
      this.partitions.set(placeName(partition), partition);
      this.start(partition, own);
    }
  }

  private start(partition: Partition, rows: FetchedRow[]): void {
    partition.busy = true;
    const work = this.handle(partition, rows).finally(() => {
      partition.busy = false;
      this.inHand.delete(work);
      this.look = true;
      this.wake();
    });
    this.inHand.add(work);
  }

  private async handle(partition: Partition, rows: FetchedRow[]): Promise<void> {
    const topic = partition.topic.slice(this.tools.prefix.length);
    const messages = rows.map(({ offset, key, headers, value }): DeliveredMessage => ({
      topic,
      partition: partition.partition,
      offset,
      key,
      headers,
      value: Buffer.from(value),
    }));
    const batch: PartitionBatch = {
      topic,
      partition: partition.partition,
      messages,
      isCurrent: () => !this.stopping && !partition.leaving && !partition.lost,
      resolve: ({ offset }) => {
        if (!partition.lost) partition.place = BigInt(offset) + 1n;
      },
    };
    let pauseMs: number | undefined;
    try {
      pauseMs = (await this.options.handle(batch)).pauseMs;
    } catch {
      pauseMs = 1_000;
    }
    if (pauseMs === undefined) return;
    partition.pausedUntil = Date.now() + pauseMs;
    setTimeout(() => {
      this.look = true;
      this.wake();
    }, pauseMs + 1).unref();
  }

  private async commit(): Promise<void> {
    const moved = this.own().filter(({ place, committed }) => place > committed);
    const positions = moved.map(({ topic, partition, place }) => ({ topic, partition, place }));
    await this.membership.commit(positions);
    moved.forEach((partition, i) => (partition.committed = positions[i]?.place ?? partition.committed));
  }

  private own(): Partition[] {
    return [...this.partitions.values()].filter(({ lost }) => !lost);
  }

  private heard(notice: Notice): void {
    if (notice === 'message') this.look = true;
    else if (notice.group === this.tools.prefix + this.options.group) this.nextBeat = 0;
    else return;
    this.wake();
  }

  /** Waits for a notice, a finished batch or the next look; a wake-up during the turn before counts too. */
  private async pause(ms: number): Promise<void> {
    if (this.stopping || this.nextBeat === 0) return;
    const free = this.inHand.size < PARTITIONS_AT_ONCE;
    if (this.look && free) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.look = true;
        resolve();
      }, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function placeName({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}/${partition}`;
}
