import { Injectable } from '@nestjs/common';
import { assertNever } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError, StaleVersionError } from '@houtai/service-host';
import { FinanceConfig } from '../finance.config';
import { refuse } from '../finance.errors';
import type { PeriodState, Yyyymm } from './period';

export interface PeriodStep {
  yyyymm: Yyyymm;
  to: 'closing' | 'closed';
  by: string;
  expectedVersion?: number;
}

/** What the function of the database answers instead of moving the period. */
type Refusal =
  | { refused: 'not-found' }
  | { refused: 'stale-version'; version: number }
  | { refused: 'period-not-open' | 'period-not-closing'; state: PeriodState }
  | { refused: 'period-not-next'; first: Yyyymm }
  | { refused: 'period-not-sealed'; unsealed: number }
  | { refused: 'period-has-parked-messages'; parked: number }
  | { refused: 'period-has-pending-accruals'; pending: number }
  | { refused: 'suspense-not-cleared'; leftFen: number };

/** Periods go one way and in order. The database decides, under locks that nobody gets around; this tells why not. */
@Injectable()
export class PeriodClosing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: FinanceConfig,
  ) {}

  /** Waits for posters. Refuses with the codes of `Refusal`. */
  async advance({ yyyymm, to, by, expectedVersion }: PeriodStep): Promise<void> {
    await this.unitOfWork.run(async () => {
      const [row] = await this.unitOfWork.sql.rows<{ refusal: Refusal | null }>(
        'select advance_period($1, $2, $3, $4, $5) as refusal',
        [yyyymm, to, by, expectedVersion ?? null, this.config.timeZone],
      );
      if (row?.refusal) tell(yyyymm, row.refusal, expectedVersion);
    });
  }
}

function tell(period: Yyyymm, refusal: Refusal, expectedVersion = 0): never {
  switch (refusal.refused) {
    case 'not-found':
      throw new NotFoundError('period', String(period));
    case 'stale-version':
      throw new StaleVersionError(expectedVersion, refusal.version);
    case 'period-not-open':
    case 'period-not-closing':
      return refuse(refusal.refused, { period, state: refusal.state });
    case 'period-not-next':
      return refuse('period-not-next', { period, first: refusal.first });
    case 'period-not-sealed':
      return refuse('period-not-sealed', { period, unsealed: refusal.unsealed });
    case 'period-has-parked-messages':
      return refuse('period-has-parked-messages', { period, parked: refusal.parked });
    case 'period-has-pending-accruals':
      return refuse('period-has-pending-accruals', { period, pending: refusal.pending });
    case 'suspense-not-cleared':
      return refuse('suspense-not-cleared', { period, leftFen: refusal.leftFen });
    default:
      return assertNever(refusal);
  }
}
