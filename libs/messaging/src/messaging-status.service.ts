import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BusLifecycle } from './bus/bus-lifecycle.service';
import { ConsumerRegistry } from './consume/consumer-registry.service';
import { HoutaiTransport } from './consume/houtai-transport.service';
import { MESSAGING_OPTIONS } from './messaging.config';
import type { MessagingOptions } from './messaging.config';
import { OutboxRelay } from './outbox/outbox-relay.service';

export interface ConsumerStatus {
  name: string;
  /** Event types it handles. */
  types: string[];
  /** Events applied by type, each message once however often it was delivered. */
  applied: Record<string, number>;
  /** Messages of its topics not dealt with yet, over all processes; null when the bus does not answer. */
  lag: number | null;
  /** Messages that failed, or wait behind one that did. */
  parked: number;
  /** Keys that wait for a version that did not come. */
  gaps: number;
  /** Messages nobody could read, open for an operator. */
  undecodable: number;
  /** Messages an operator gave up. */
  discarded: number;
  healthy: boolean;
}

export interface MessagingSnapshot {
  service: string;
  bus: 'kafka' | 'embedded';
  /** Events committed by type, published or about to be; those in `outboxDead` are not among them. */
  produced: Record<string, number>;
  outboxDepth: number;
  outboxOldestAgeSeconds: number;
  outboxDead: number;
  consumers: ConsumerStatus[];
  /** What is wrong, one sentence each; empty when all is well. */
  faults: string[];
}

/** Cheap enough to be asked many times a second. */
export interface DrainedSnapshot {
  drained: boolean;
  outboxDepth: number;
  lag: number | null;
  inFlight: number;
}

type Counts = Record<string, number>;
type Lags = Map<string, number | null>;

const LAG_CACHE_MS = 500;
const LAG_TIMEOUT_MS = 2_000;

interface DatabaseStatus {
  produced: Counts;
  outboxDepth: number;
  outboxOldestAgeSeconds: number;
  outboxDead: number;
  applied: Record<string, Counts>;
  parked: Counts;
  discarded: Counts;
  gaps: Counts;
  undecodable: Counts;
}

/** One statement, so all numbers are of one moment. */
const STATUS = `
  with waiting as (
    select count(*) as n, min(created_at) as oldest from outbox_queue
  ), produced as (
    select type, sum(n) as n from (
      select type, count as n from published_count
      union all
      select type, count(*) from event_log where seq > (select counted_seq from event_count_place) group by type
      union all
      select type, -count(*) from outbox_dead group by type
    ) all_events group by type having sum(n) > 0
  ), applied as (
    select consumer, jsonb_object_agg(type, n) as counts
      from (select consumer, type, sum(count) as n from applied_count group by consumer, type) c group by consumer
  ), parked as (
    select consumer, count(*) filter (where status in ('failed', 'waiting')) as open,
           count(*) filter (where status = 'discarded') as discarded
      from parked_message where status <> 'replayed' group by consumer
  ), gaps as (
    select consumer, count(*) as n from blocked_key where reason = 'gap' group by consumer
  ), undecodable as (
    select consumer, count(*) as n from undecodable_message where status = 'open' group by consumer
  )
  select coalesce((select jsonb_object_agg(type, n) from produced), '{}') as produced,
         (select n from waiting)::int as "outboxDepth",
         coalesce((select extract(epoch from now() - oldest) from waiting), 0)::float8
           as "outboxOldestAgeSeconds",
         (select count(*) from outbox_dead)::int as "outboxDead",
         coalesce((select jsonb_object_agg(consumer, counts) from applied), '{}') as applied,
         coalesce((select jsonb_object_agg(consumer, open) from parked), '{}') as parked,
         coalesce((select jsonb_object_agg(consumer, discarded) from parked), '{}') as discarded,
         coalesce((select jsonb_object_agg(consumer, n) from gaps), '{}') as gaps,
         coalesce((select jsonb_object_agg(consumer, n) from undecodable), '{}') as undecodable`;

/** Health and figures of the messaging of this service. */
@Injectable()
export class MessagingStatus {
  private recent: { until: number; lags: Promise<Lags> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly lifecycle: BusLifecycle,
    private readonly registry: ConsumerRegistry,
    private readonly transport: HoutaiTransport,
    private readonly relay: OutboxRelay,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** All figures. The counts are exact; `lag` may be some 100 ms old. */
  async read(): Promise<MessagingSnapshot> {
    const [status, lags] = await Promise.all([this.readDatabase(), this.recentLags()]);
    const { applied, parked, discarded, gaps, undecodable, ...outbox } = status;
    const consumers = this.registry.all().map(({ definition: { name, types } }) => ({
      name,
      types: [...types],
      applied: applied[name] ?? {},
      lag: lags.get(name) ?? null,
      parked: parked[name] ?? 0,
      gaps: gaps[name] ?? 0,
      undecodable: undecodable[name] ?? 0,
      discarded: discarded[name] ?? 0,
      healthy: this.consumerFaults(name).length === 0,
    }));
    const about = { service: this.options.service, bus: this.lifecycle.bus.kind };
    return { ...about, ...outbox, consumers, faults: this.faults() };
  }

  /**
   * Whether nothing of this service is on its way: all messages dealt with, then nothing left to publish. The
   * whole system rests when all services say so and their counts stay the same over two readings.
   */
  async isDrained(): Promise<DrainedSnapshot> {
    const lags = [...(await this.lags()).values()];
    const lag = lags.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0);
    const inFlight = this.registry.all().reduce((sum, runner) => sum + runner.inFlight, 0);
    const rows = await this.dataSource.query<{ n: number }[]>('select count(*)::int as n from outbox_queue');
    const outboxDepth = rows[0]?.n ?? 0;
    return { drained: lag === 0 && inFlight === 0 && outboxDepth === 0, outboxDepth, lag, inFlight };
  }

  /** True when events are published and all consumers are members of their groups and not stalled. */
  isHealthy(): boolean {
    return this.faults().length === 0;
  }

  /** What is wrong, one sentence each; empty when healthy. */
  faults(): string[] {
    const fatal = this.lifecycle.fatalFault();
    const relay = this.relay.fault();
    return [
      ...(fatal ? [fatal] : []),
      ...(relay ? [`relay: ${relay}`] : []),
      ...this.registry.all().flatMap(({ definition }) => this.consumerFaults(definition.name)),
    ];
  }

  private consumerFaults(name: string): string[] {
    const health = this.transport.subscriptionOf(name)?.health();
    if (!health) return [`consumer ${name}: not subscribed yet`];
    const stalls = this.registry.get(name)?.stalls() ?? [];
    return [
      ...(health.healthy ? [] : [`consumer ${name}: ${health.reason ?? 'not a member of its group'}`]),
      ...stalls.map((stall) => `consumer ${name}: ${stall}`),
    ];
  }

  private async readDatabase(): Promise<DatabaseStatus> {
    const rows = await this.dataSource.query<DatabaseStatus[]>(STATUS);
    if (!rows[0]) throw new Error('The status query gave no row');
    return rows[0];
  }

  /** The lags of the last moment: asking a broker costs more than asking our own database. */
  private recentLags(): Promise<Lags> {
    if (!this.recent || Date.now() > this.recent.until) {
      this.recent = { until: Date.now() + LAG_CACHE_MS, lags: this.lags() };
    }
    return this.recent.lags;
  }

  private async lags(): Promise<Lags> {
    const names = this.registry.all().map(({ definition }) => definition.name);
    const lags = await Promise.all(names.map((name) => this.lagOf(name)));
    return new Map(names.map((name, i) => [name, lags[i] ?? null]));
  }

  private async lagOf(name: string): Promise<number | null> {
    const asked = this.transport.subscriptionOf(name)?.lag();
    if (!asked) return null;
    const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), LAG_TIMEOUT_MS).unref());
    return Promise.race([asked, silence]).catch(() => null);
  }
}
