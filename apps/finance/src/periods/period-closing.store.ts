import { Injectable } from '@nestjs/common';
import { assertNever } from '@houtai/domain-kit';
import { NotFoundError, RoleConnection, StaleVersionError } from '@houtai/service-host';
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

/** Less than the 10 s after which the request's own transaction, which rests meanwhile, is ended. */
const LONGEST_WAIT_MS = 8_000;

/**
 * Periods go one way and in order. The database decides, under locks that nobody gets around; this tells why not. The one
 * session that may: a period that has moved on stays where it is, whatever becomes of the request.
 */
@Injectable()
export class PeriodClosing extends RoleConnection {
  constructor(private readonly finance: FinanceConfig) {
    super({
      name: 'finance-closer',
      url: finance.closerUrl,
      config: finance,
      statementMs: Math.min(finance.statementTimeoutMs, LONGEST_WAIT_MS),
    });
  }

  /** Waits for posters. Refuses with the codes of `Refusal`. */
  async advance({ yyyymm, to, by, expectedVersion }: PeriodStep): Promise<void> {
    const [row] = await this.rows<{ refusal: Refusal | null }>(
      'select advance_period($1, $2, $3, $4, $5) as refusal',
      [yyyymm, to, by, expectedVersion ?? null, this.finance.timeZone],
    );
    if (row?.refusal) tell(yyyymm, row.refusal, expectedVersion);
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
