import { Inject, Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork, tellError } from '@houtai/messaging';
import { cursorDigest } from '../http/cursor';
import { readPage, type Page } from '../http/paging';
import { IDS, type IdSource } from '../ids/id-source';
import type { DueItem } from './due-work';
import {
  PASSING_UNSEEN,
  nextAttempt,
  type FailedItem,
  type FailedItemStatus,
  type Failures,
} from './failed-item';

export interface FailedItemsQuery {
  work?: string;
  status?: FailedItemStatus;
  limit: number;
  after?: string;
}

interface Row extends Omit<FailedItem, 'dueAt' | 'firstFailedAt' | 'lastFailedAt' | 'nextAttemptAt'> {
  dueAt: Date;
  firstFailedAt: Date;
  lastFailedAt: Date;
  nextAttemptAt: Date | null;
}

const COLUMNS = `id, work, item, due_at as "dueAt", status, attempts, error, first_failed_at as "firstFailedAt",
  last_failed_at as "lastFailedAt", next_attempt_at as "nextAttemptAt"`;
/** An error or two that pass are no news. */
const SEEN = `(attempts > 0 or passing not between 1 and ${PASSING_UNSEEN})`;

/** SQL of the table `failed_due_item`. */
@Injectable()
export class FailedItemStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** All that is kept of the items of a work, also what operators do not see yet. */
  async ofWork(work: string): Promise<(FailedItem & Failures)[]> {
    const rows = await this.unitOfWork.sql.rows<Row & Failures>(
      `select ${COLUMNS}, passing from failed_due_item where work = $1`,
      [work],
    );
    return rows.map((row) => ({ ...toFailedItem(row), passing: row.passing }));
  }

  list({ work, status, limit, after }: FailedItemsQuery): Promise<Page<FailedItem>> {
    const query = {
      select: `select ${COLUMNS} from failed_due_item`,
      where: [[SEEN] as const, ['work = $1', work] as const, ['status = $1', status] as const],
      by: [
        { sql: 'first_failed_at', type: 'timestamptz' as const, of: (row: Row) => row.firstFailedAt },
        { sql: 'id', type: 'uuid' as const, of: (row: Row) => row.id },
      ],
      limit,
      after,
      digest: cursorDigest('due-items', { work, status }),
    };
    return readPage(this.unitOfWork.sql, query, toFailedItem);
  }

  /** Keeps what an item has failed of. */
  async record(
    work: string,
    { id, dueAt }: DueItem,
    { attempts, passing }: Failures,
    error: unknown,
    now: Instant,
  ): Promise<void> {
    const next = nextAttempt({ attempts, passing }, now);
    const status: FailedItemStatus = next === null ? 'given-up' : 'backing-off';
    await this.unitOfWork.sql.rows(
      `insert into failed_due_item (id, work, item, due_at, status, attempts, error, first_failed_at, last_failed_at, next_attempt_at, passing)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)
       on conflict (work, item) do update set due_at = excluded.due_at, status = excluded.status,
         attempts = excluded.attempts, error = excluded.error, last_failed_at = excluded.last_failed_at,
         next_attempt_at = excluded.next_attempt_at, passing = excluded.passing`,
      [this.ids.next(), work, id, dueAt, status, attempts, tellError(error), now, next, passing],
    );
  }

  /** Items that were handled, or that are no longer due. */
  async forget(work: string, items: readonly string[]): Promise<void> {
    if (items.length === 0) return;
    await this.unitOfWork.sql.write('delete from failed_due_item where work = $1 and item = any($2)', [
      work,
      items,
    ]);
  }

  /** Has an item tried again at once, with all its attempts. @returns false when there is none of this id */
  async retry(id: string, now: Instant): Promise<boolean> {
    const rows = await this.unitOfWork.sql.rows(
      `update failed_due_item set status = 'backing-off', attempts = 0, passing = 0, next_attempt_at = $2 where id = $1 returning 1`,
      [id, now],
    );
    return rows.length > 0;
  }

  async count(): Promise<{ work: string; status: FailedItemStatus; count: number }[]> {
    return this.unitOfWork.sql.rows(
      `select work, status, count(*)::int as count from failed_due_item where ${SEEN} group by work, status`,
    );
  }
}

function toFailedItem({ dueAt, firstFailedAt, lastFailedAt, nextAttemptAt, ...row }: Row): FailedItem {
  return {
    ...row,
    dueAt: toInstant(dueAt),
    firstFailedAt: toInstant(firstFailedAt),
    lastFailedAt: toInstant(lastFailedAt),
    nextAttemptAt: nextAttemptAt && toInstant(nextAttemptAt),
  };
}
