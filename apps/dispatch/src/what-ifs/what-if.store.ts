import { Injectable } from '@nestjs/common';
import { addDays, toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError, type DueItem } from '@houtai/service-host';
import type { KeptWhatIf, Outcome } from './kept-what-if';

export const WHAT_IF = `
  what_if_id as id, status, asked_by as "askedBy", asked_at as "askedAt", commit_before as "commitBefore", question,
  decided_by as "decidedBy", decided_at as "decidedAt"`;

/** How long what-ifs are kept. */
export interface WhatIfRetention {
  /** Not decided: from when it was asked. */
  days: number;
  /** Committed or discarded: from then on. */
  decidedDays: number;
}

/** What keeps a vehicle free is still at work. */
const IS_DONE = 'not exists (select from kept_free k where k.what_if_id = w.what_if_id)';

/** $1 undecided ones asked by then, $2 those decided by then, $3 so many. */
export const OLD_WHAT_IFS = `
  (select what_if_id as id, asked_at as since, false as decided from what_if w
    where decided_at is null and asked_at <= $1 order by asked_at, what_if_id limit $3)
  union all
  (select what_if_id, decided_at, true from what_if w
    where decided_at is not null and decided_at <= $2 and ${IS_DONE} order by decided_at, what_if_id limit $3)
  order by since, id limit $3`;

interface Times {
  askedAt: Date;
  commitBefore: Date;
  decidedAt: Date | null;
}

export type WhatIfRow<Of> = Omit<Of, keyof Times> & Times;

export interface Decision {
  status: 'committed' | 'discarded';
  by: string;
  at: Instant;
  outcome: Outcome | null;
}

/** What-ifs that are kept. */
@Injectable()
export class WhatIfStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async add(one: KeptWhatIf): Promise<void> {
    await this.unitOfWork.sql.write(
      `insert into what_if (what_if_id, status, asked_by, asked_at, commit_before, question, classes, moves)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[one.id, one.status, one.askedBy, one.askedAt, one.commitBefore],
        ...[JSON.stringify(one.question), JSON.stringify(one.classes), JSON.stringify(one.moves)],
      ],
    );
  }

  get(id: string): Promise<KeptWhatIf> {
    return this.read(id, '');
  }

  /** Nobody else decides about it before the transaction ends. */
  lock(id: string): Promise<KeptWhatIf> {
    return this.read(id, 'for update');
  }

  async decide(id: string, { status, by, at, outcome }: Decision): Promise<void> {
    await this.unitOfWork.sql.write(
      `update what_if set status = $2, decided_by = $3, decided_at = $4, outcome = coalesce($5, outcome)
        where what_if_id = $1`,
      [id, status, by, at, outcome && JSON.stringify(outcome)],
    );
  }

  /** Those that have been kept for long enough, the oldest first. */
  async old(now: Instant, { days, decidedDays }: WhatIfRetention, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; since: Date; decided: boolean }>(OLD_WHAT_IFS, [
      ...[addDays(now, -days), addDays(now, -decidedDays), limit],
    ]);
    return rows.map(({ id, since, decided }) => {
      return { id, dueAt: addDays(toInstant(since), decided ? decidedDays : days) };
    });
  }

  async forget(ids: readonly string[]): Promise<void> {
    await this.unitOfWork.sql.write(
      `delete from what_if w where what_if_id = any($1::uuid[]) and ${IS_DONE}`,
      [ids],
    );
  }

  private async read(id: string, lock: string): Promise<KeptWhatIf> {
    const [row] = await this.unitOfWork.sql.rows<WhatIfRow<KeptWhatIf>>(
      `select ${WHAT_IF}, classes, moves, outcome from what_if where what_if_id = $1 ${lock}`,
      [id],
    );
    return row ? { ...row, ...timesOf(row) } : Promise.reject(new NotFoundError('what-if', id));
  }
}

export function timesOf({ askedAt, commitBefore, decidedAt }: Times) {
  return {
    askedAt: toInstant(askedAt),
    commitBefore: toInstant(commitBefore),
    decidedAt: decidedAt && toInstant(decidedAt),
  };
}
