import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError } from '@houtai/service-host';
import type { KeptWhatIf, Outcome } from './kept-what-if';

export const WHAT_IF = `
  what_if_id as id, status, asked_by as "askedBy", asked_at as "askedAt", commit_before as "commitBefore", question,
  decided_by as "decidedBy", decided_at as "decidedAt"`;

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
