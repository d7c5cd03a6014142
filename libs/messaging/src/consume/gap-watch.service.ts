import { Injectable, Logger, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { tellError } from '../loggable-error';
import { ConsumerRegistry } from './consumer-registry.service';
import { ParkedMessages } from './parked-messages.service';
import { QueueKey } from './parking-queue';

const LOOK_EVERY_MS = 500;

/** Keys waiting at a gap whose missing version came, or whose time is over. At most 100 in one look. */
const DUE = `
  select b.consumer, b.topic, b.key,
         (head.version is null or c.version is null or head.version <= c.version + 1) as "goesOn"
    from blocked_key b
    join consumed_version c using (consumer, topic, key)
    left join lateral (
      select (p.event->>'aggregateVersion')::bigint as version, p.status
        from parked_message p
       where p.consumer = b.consumer and p.topic = b.topic and p.key = b.key and p.status in ('failed', 'waiting')
       order by 1, p.position limit 1
    ) head on true
   where b.reason = 'gap' and b.consumer = any($1)
     and (head.version is null or c.version is null or head.version <= c.version + 1
          or (head.status = 'waiting' and b.waits_until < now()))
   limit 100`;

/**
 * Goes on with keys whose missing version arrived, and hands those over to operators that waited long enough. All
 * processes of a service look; whoever locks a key first does the work. What a crash left is found at the next look.
 */
@Injectable()
export class GapWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(GapWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: ConsumerRegistry,
    private readonly parked: ParkedMessages,
  ) {}

  onApplicationBootstrap(): void {
    this.lookLater();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private lookLater(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: unknown) => this.log.warn(`cannot look after gaps: ${tellError(error)}`))
        .then(() => this.lookLater());
    }, LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    const consumers = this.registry.all().map(({ definition }) => definition.name);
    if (consumers.length === 0) return;
    const keys = await this.dataSource.query<(QueueKey & { goesOn: boolean })[]>(DUE, [consumers]);
    for (const key of keys) {
      if (this.stopped) return;
      const done: Promise<unknown> = key.goesOn ? this.parked.goOn(key) : this.parked.giveUpWaiting(key);
      // one key in trouble is no reason for the others to wait
      await done.catch((error: unknown) =>
        this.log.warn(`${key.topic} ${key.key} cannot go on: ${tellError(error)}`),
      );
    }
  }
}
