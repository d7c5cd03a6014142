import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Sql, UnitOfWork } from '@houtai/messaging';
import { IDS, LOGGER, type HostLogger, type IdSource } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { refuse } from '../gateway.errors';

const BEAT_MS = 10_000;
/** An instance that was not seen for so long is gone, and its streams with it. */
const GONE_MS = 45_000;

const TAKE = `
  insert into live_stream (id, account_id, instance_id)
  select $1, $2, $3
   where (select count(*) from live_stream s join live_instance i on i.id = s.instance_id
           where s.account_id = $2 and (i.id = $3 or i.seen_at > now() - $4 * interval '1 millisecond')) < $5
  returning id`;

/** Places of the streams that an account may have open, over all instances. */
@Injectable()
export class StreamPlaces implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly instanceId: string;
  /** Stream to account. */
  private readonly held = new Map<string, string>();
  /** Streams that have ended, of which the database may not know yet. */
  private readonly left = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  /** The beat under way, or the last one. */
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: GatewayConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {
    this.instanceId = ids.next();
  }

  onApplicationBootstrap(): void {
    const beat = () => this.tried(() => this.beat());
    this.timer = setInterval(() => (this.beating = this.beating.then(beat)), BEAT_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    await this.tried(() => this.sql.rows('delete from live_instance where id = $1', [this.instanceId]));
  }

  /** @returns the place, to be left again. Throws `too-many-streams`. */
  async take(accountId: string): Promise<string> {
    const place = this.ids.next();
    const { liveStreamsPerAccount: limit } = this.config;
    const rows = await this.unitOfWork.run(async () => {
      await this.sql.write(`select pg_advisory_xact_lock(hashtextextended('live ' || $1, 0))`, [accountId]);
      await this.sql.write('insert into live_instance (id) values ($1) on conflict do nothing', [
        this.instanceId,
      ]);
      return this.sql.rows(TAKE, [place, accountId, this.instanceId, GONE_MS, limit]);
    });
    if (rows.length === 0) refuse('too-many-streams', { limit });
    this.held.set(place, accountId);
    return place;
  }

  /** A place that cannot be left at once is left with the next beat. */
  async leave(place: string): Promise<void> {
    this.held.delete(place);
    this.left.add(place);
    // A beat that has begun writes every place that was held then: taken away before it, this one would come back for good.
    await this.beating;
    await this.tried(() => this.forget([place]));
  }

  /** Shows that this instance is there with its streams; forgets the instances that are gone. */
  private async beat(): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.sql.write(
        'insert into live_instance (id) values ($1) on conflict (id) do update set seen_at = now()',
        [this.instanceId],
      );
      await this.sql.write(
        `delete from live_instance where id in (
           select id from live_instance where seen_at < now() - $1 * interval '1 millisecond' for update skip locked)`,
        [GONE_MS],
      );
      const places = [...this.held.keys()];
      const { instanceId } = this;
      await this.sql.rows(
        `insert into live_stream (id, account_id, instance_id)
         select id, account_id, $3 from unnest($1::uuid[], $2::text[]) as s(id, account_id) on conflict do nothing`,
        [places, [...this.held.values()], instanceId],
      );
    });
    await this.forget([...this.left]);
  }

  private async forget(places: readonly string[]): Promise<void> {
    await this.sql.rows('delete from live_stream where id = any ($1)', [places]);
    for (const place of places) this.left.delete(place);
  }

  private async tried(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ err: error }, 'places of live streams cannot be written; tried again');
    }
  }
}
