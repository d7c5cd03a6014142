import { Injectable } from '@nestjs/common';
import { assertNever, type BusinessDay } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { NotFoundError } from '@houtai/service-host';
import { refuse } from '../finance.errors';
import type { AccountCode } from '../posting-rules/accounts';

export interface OpenAccount {
  code: AccountCode;
  name: string;
  nameEn: string;
  validFrom: BusinessDay;
  by: string;
}

export interface CloseAccount {
  code: AccountCode;
  validUntil: BusinessDay;
  by: string;
}

/** What the functions of the database answer instead of doing it. */
type Refusal =
  | { refused: 'not-found' }
  | { refused: 'account-exists' }
  | { refused: 'account-of-the-chart' }
  | { refused: 'account-closed'; validUntil: BusinessDay }
  | { refused: 'account-not-empty'; balanceFen: number }
  | { refused: 'account-in-use'; lastDay: BusinessDay };

/** Accounts of banks and payment providers come and go; the rest of the chart stands. The database decides, under locks. */
@Injectable()
export class ChartStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Refuses `account-exists`. */
  async open({ code, name, nameEn, validFrom, by }: OpenAccount): Promise<void> {
    await this.ask(code, 'select open_account($1, $2, $3, $4, $5) as refusal', [
      ...[code, name, nameEn],
      ...[validFrom, by],
    ]);
  }

  /** Waits for postings under way. Refuses with the codes of `Refusal`. */
  async close({ code, validUntil, by }: CloseAccount): Promise<void> {
    await this.ask(code, 'select close_account($1, $2, $3) as refusal', [code, validUntil, by]);
  }

  private async ask(code: AccountCode, text: string, values: readonly string[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      const [row] = await this.unitOfWork.sql.rows<{ refusal: Refusal | null }>(text, values);
      if (row?.refusal) tell(code, row.refusal);
    });
  }
}

function tell(code: AccountCode, refusal: Refusal): never {
  switch (refusal.refused) {
    case 'not-found':
      throw new NotFoundError('account', code);
    case 'account-exists':
    case 'account-of-the-chart':
      return refuse(refusal.refused, { code });
    case 'account-closed':
      return refuse('account-closed', { code, validUntil: refusal.validUntil });
    case 'account-not-empty':
      return refuse('account-not-empty', { code, balanceFen: refusal.balanceFen });
    case 'account-in-use':
      return refuse('account-in-use', { code, lastDay: refusal.lastDay });
    default:
      return assertNever(refusal);
  }
}
