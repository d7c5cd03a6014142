import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { describeError } from '../loggable-error';
import { positionPage, type PositionPage } from '../sql/position-page';
import { Sql } from '../sql/sql';
import { UnitOfWork } from '../sql/unit-of-work.service';
import { ConsumerRegistry } from './consumer-registry.service';
import { admitParked, closeInInbox } from './inbox';
import { describeGap, moveVersionTo } from './consumed-versions';
import {
  countOpen,
  lockQueue,
  markDiscarded,
  markFailedAgain,
  markGap,
  markReplayed,
  unblock,
  waitAtGap,
  waitForOperator,
} from './parking-queue';
import type { QueueHead, QueueKey } from './parking-queue';
import { PARKED_COLUMNS } from './parked-message';
import type { ParkedMessage, ParkedMessageDetails, ParkedQuery, ReplayResult } from './parked-message';
import { isTransient } from './transient-error';

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
    private readonly sql: Sql,
  ) {}

  /** Parked messages, oldest first. */
  async list({ consumer, status, limit = 50, after }: ParkedQuery = {}): Promise<
    PositionPage<ParkedMessage>
  > {
    const rows = await this.dataSource.query<(ParkedMessage & { position: string | number })[]>(
      `select ${PARKED_COLUMNS}, position from parked_message
        where ($1::text is null or consumer = $1)
          and (case when $2::text is null then status in ('failed', 'waiting') else status = $2 end)
          and position > $3::bigint
        order by position limit $4`,
      [consumer ?? null, status ?? null, after ?? 0, limit + 1],
    );
    return positionPage(rows, limit);
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
   * frees the key when nothing is left. It stops at the first message that fails again and says why. A gap the key
   * waits at is passed over: the missing version is not applied when it comes later.
   * Undefined when there is no such message.
   */
  async replay(id: string): Promise<ReplayResult | undefined> {
    const key = await this.inspect(id);
    if (!key) return undefined;
    return this.replayQueue(key, 'by-operator');
  }

  /** Goes on with a key whose missing version came. An error that should pass leaves the queue as it is. */
  async goOn(key: QueueKey): Promise<ReplayResult> {
    return this.replayQueue(key, 'by-itself');
  }

  /** Hands the key to operators when its head still misses an earlier version. */
  async giveUpWaiting(key: QueueKey): Promise<void> {
    await this.unitOfWork.run(async () => {
      const { head, missing, waitsAtGap } = await lockQueue(this.sql, key);
      if (!head || missing === undefined || !waitsAtGap || head.status === 'failed') return;
      await markGap(this.sql, head, describeGap(missing, head.event.aggregateVersion));
    });
  }

  /**
   * Gives the message up: it is never applied, not even when it is delivered again. The rest of its key waits
   * for a replay; when nothing waits the key is free. Undefined when there is no such open message.
   */
  async discard(id: string): Promise<ParkedMessage | undefined> {
    const target = await this.inspect(id);
    if (!target) return undefined;
    const discarded = await this.unitOfWork.run(async () => {
      await lockQueue(this.sql, target);
      if (!(await markDiscarded(this.sql, id))) return false;
      await closeInInbox(this.sql, target.consumer, target.event);
      if ((await countOpen(this.sql, target)) === 0) await unblock(this.sql, target);
      return true;
    });
    return discarded ? this.inspect(id) : undefined;
  }

  private async replayQueue(key: QueueKey, how: 'by-operator' | 'by-itself'): Promise<ReplayResult> {
    for (let replayed = 0; ; replayed++) {
      // the gap an operator has seen is passed over once; the next one is news
      const outcome = await this.replayHead(key, how, how === 'by-operator' && replayed === 0);
      if (outcome === 'empty') return { replayed, remaining: 0, unblocked: true };
      if (outcome !== 'replayed') {
        const remaining = await countOpen(this.sql, key);
        return { replayed, remaining, unblocked: false, error: outcome.error };
      }
    }
  }

  private async replayHead(
    key: QueueKey,
    how: 'by-operator' | 'by-itself',
    overGap: boolean,
  ): Promise<'replayed' | 'empty' | { error: string }> {
    const runner = this.registry.get(key.consumer);
    if (!runner) throw new Error(`This process has no consumer ${key.consumer}`);
    let head: QueueHead | undefined;
    try {
      return await this.unitOfWork.run(async () => {
        const queue = await lockQueue(this.sql, key);
        if (!queue.head) {
          await unblock(this.sql, key);
          return 'empty';
        }
        const { event } = queue.head;
        if (queue.missing !== undefined && !(overGap && queue.waitsAtGap)) {
          const error = describeGap(queue.missing, event.aggregateVersion);
          if (how === 'by-operator' || !queue.waitsAtGap) {
            await waitAtGap(this.sql, key, queue.missing);
            await markGap(this.sql, queue.head, error);
          }
          return { error };
        }
        head = queue.head;
        if (runner.definition.wants(event.type) && (await admitParked(this.sql, key.consumer, event))) {
          await runner.apply([event]);
        }
        await moveVersionTo(this.sql, key, event.aggregateVersion);
        await markReplayed(this.sql, head);
        return 'replayed';
      });
    } catch (error) {
      if (!head) throw error;
      const failed: QueueHead = head;
      const reason = describeError(error);
      if (how === 'by-itself' && isTransient(error)) return { error: reason };
      await this.unitOfWork.run(async () => {
        await lockQueue(this.sql, key);
        await waitForOperator(this.sql, key);
        // what is missing before it was passed over, whatever becomes of the message itself
        await moveVersionTo(this.sql, key, failed.event.aggregateVersion - 1);
        await markFailedAgain(this.sql, failed, reason);
      });
      return { error: reason };
    }
  }
}
