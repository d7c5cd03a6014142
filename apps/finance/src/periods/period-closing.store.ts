import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError, StaleVersionError } from '@houtai/service-host';
import { refuse } from '../finance.errors';
import type { Period, PeriodState, Yyyymm } from './period';

export interface PeriodStep {
  yyyymm: Yyyymm;
  to: 'closing' | 'closed';
  by: string;
  expectedVersion?: number;
}

/** Periods go one way and in order; the database insists, this says why not. */
@Injectable()
export class PeriodClosing {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Refuses `period-not-open`, `period-not-closing`, `period-not-next`, `period-not-sealed`. Waits for posters. */
  async advance({ yyyymm, to, by, expectedVersion }: PeriodStep): Promise<void> {
    await this.unitOfWork.run(async () => {
      const [period] = await this.unitOfWork.sql.rows<Period>(
        'select yyyymm, state, version from period where yyyymm = $1 for update',
        [yyyymm],
      );
      if (!period) throw new NotFoundError('period', String(yyyymm));
      if (expectedVersion !== undefined && expectedVersion !== period.version) {
        throw new StaleVersionError(expectedVersion, period.version);
      }
      checkState(period, to);
      await this.checkOrder(yyyymm, to);
      if (to === 'closed') await this.checkSealed(yyyymm);
      await this.unitOfWork.sql.rows('update period set state = $2, changed_by = $3 where yyyymm = $1', [
        yyyymm,
        to,
        by,
      ]);
    });
  }

  private async checkOrder(yyyymm: Yyyymm, to: PeriodStep['to']): Promise<void> {
    const [earlier] = await this.unitOfWork.sql.rows<{ yyyymm: Yyyymm }>(
      `select yyyymm from period
       where yyyymm < $1 and (state = 'open' or (state = 'closing' and $2)) order by yyyymm limit 1`,
      [yyyymm, to === 'closed'],
    );
    if (earlier) refuse('period-not-next', { period: yyyymm, first: earlier.yyyymm });
  }

  private async checkSealed(yyyymm: Yyyymm): Promise<void> {
    const [row] = await this.unitOfWork.sql.rows<{ unsealed: number }>(
      `select count(*)::int as unsealed from entry e
       where e.period = $1 and not exists (select 1 from seal s where s.entry_id = e.id)`,
      [yyyymm],
    );
    if (row && row.unsealed > 0) refuse('period-not-sealed', { period: yyyymm, unsealed: row.unsealed });
  }
}

function checkState({ yyyymm, state }: Period, to: PeriodStep['to']): void {
  const from: PeriodState = to === 'closing' ? 'open' : 'closing';
  if (state === from) return;
  if (to === 'closing') refuse('period-not-open', { period: yyyymm, state });
  refuse('period-not-closing', { period: yyyymm, state });
}
