import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../unit-of-work.service';
import { ConsumerRegistry } from './consumer-registry.service';
import { admitParked, closeInInbox } from './inbox';
import { describeError } from './parking';
import { countOpen, lockHead, markDiscarded, markFailedAgain, markReplayed, unblock } from './parking-queue';
import type { QueueHead, QueueKey } from './parking-queue';
import { PARKED_COLUMNS } from './parked-message';
import type {
  ParkedMessage,
  ParkedMessageDetails,
  ParkedPage,
  ParkedQuery,
  ReplayResult,
} from './parked-message';

/**
 * What operators do with messages a consumer could not apply. A failed message blocks its key; those that
 * come after it wait behind it in order. Both actions lock the key, so an event arriving meanwhile either
 * joins the queue and is replayed with it, or finds the key free.
 */
@Injectable()
export class ParkedMessages {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: ConsumerRegistry,
  ) {}

  /** Parked messages, oldest first. */
  async list({ consumer, status, limit = 50, after }: ParkedQuery = {}): Promise<ParkedPage> {
    const rows = await this.dataSource.query<(ParkedMessage & { position: number })[]>(
      `select ${PARKED_COLUMNS}, position from parked_message
        where ($1::text is null or consumer = $1)
          and (case when $2::text is null then status in ('failed', 'waiting') else status = $2 end)
          and position > $3::bigint
        order by position limit $4`,
      [consumer ?? null, status ?? null, after ?? 0, limit + 1],
    );
    const next = rows.length > limit ? String(rows[limit - 1]?.position) : null;
    return { items: rows.slice(0, limit).map(({ position: _, ...message }) => message), next };
  }

  /** The message with the event it carries; undefined when there is none of this id. */
  async inspect(id: string): Promise<ParkedMessageDetails | undefined> {
    const rows = await this.dataSource.query<ParkedMessageDetails[]>(
      `select ${PARKED_COLUMNS}, event from parked_message where id::text = $1`,
      [id],
    );
    return rows[0];
  }

  /**
   * Replays the whole queue of the message's key in order, each message in a transaction of its own, and
   * frees the key when nothing is left. It stops at the first message that fails again and says why.
   * Undefined when there is no such message.
   */
  async replay(id: string): Promise<ReplayResult | undefined> {
    const key = await this.inspect(id);
    if (!key) return undefined;
    for (let replayed = 0; ; replayed++) {
      const outcome = await this.replayHead(key);
      if (outcome === 'empty') return { replayed, remaining: 0, unblocked: true };
      if (outcome !== 'replayed') {
        const remaining = await countOpen(this.dataSource.manager, key);
        return { replayed, remaining, unblocked: false, error: outcome.error };
      }
    }
  }

  /**
   * Gives the message up: it is never applied, not even when it is delivered again. The rest of its key waits
   * for a replay; when nothing waits the key is free. Undefined when there is no such open message.
   */
  async discard(id: string): Promise<ParkedMessage | undefined> {
    const target = await this.inspect(id);
    if (!target) return undefined;
    const discarded = await this.unitOfWork.run(async (sql) => {
      await lockHead(sql, target);
      if (!(await markDiscarded(sql, id))) return false;
      await closeInInbox(sql, target.consumer, target.event);
      if ((await countOpen(sql, target)) === 0) await unblock(sql, target);
      return true;
    });
    return discarded ? this.inspect(id) : undefined;
  }

  private async replayHead(key: QueueKey): Promise<'replayed' | 'empty' | { error: string }> {
    const runner = this.registry.get(key.consumer);
    if (!runner) throw new Error(`This process has no consumer ${key.consumer}`);
    let head: QueueHead | undefined;
    try {
      return await this.unitOfWork.run(async (sql) => {
        head = await lockHead(sql, key);
        if (!head) {
          await unblock(sql, key);
          return 'empty';
        }
        if (await admitParked(sql, key.consumer, head.event)) await runner.apply(head.event, sql);
        await markReplayed(sql, head);
        return 'replayed';
      });
    } catch (error) {
      if (!head) throw error;
      const failed: QueueHead = head;
      const reason = describeError(error);
      await this.unitOfWork.run((sql) => markFailedAgain(sql, failed, reason));
      return { error: reason };
    }
  }
}
