import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { faultOf, ValidationFailedError } from '@houtai/service-host';
import type { Side } from '../posting-rules/entry-draft';
import type { AccountBalance, TrialBalanceFilter, TrialBalanceView } from './trial-balance.dto';

type BalanceRow = Omit<AccountBalance, 'balanceFen' | 'balanceSide'> & { normal: Side };

/** Sums over the sealed lines; nothing is kept beside them that could differ. */
@Injectable()
export class TrialBalanceQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async at({ date, sealedUpTo }: TrialBalanceFilter): Promise<TrialBalanceView> {
    // One snapshot for all three questions.
    return this.unitOfWork.snapshot(async () => {
      const [head] = await this.unitOfWork.sql.rows<{ seq: number }>(
        'select coalesce(max(seq), 0) as seq from seal',
      );
      const upTo = sealedUpTo ?? head?.seq ?? 0;
      if (upTo > (head?.seq ?? 0)) throw new ValidationFailedError([NO_SUCH_SEAL]);
      const values = [date ?? null, upTo];
      const rows = await this.unitOfWork.sql.rows<BalanceRow>(
        `select a.code as account, a.name, a.name_en as "nameEn", a.normal, b.debit_fen as "debitFen",
                b.credit_fen as "creditFen"
         from account a join (
           select l.account,
                  coalesce(sum(l.amount_fen) filter (where l.dc = 'D'), 0)::bigint as debit_fen,
                  coalesce(sum(l.amount_fen) filter (where l.dc = 'C'), 0)::bigint as credit_fen
           from line l join entry e on e.id = l.entry_id where ${INCLUDED} group by l.account
         ) b on b.account = a.code order by a.code`,
        values,
      );
      const [count] = await this.unitOfWork.sql.rows<{ entries: number }>(
        `select count(*)::int as entries from entry e where ${INCLUDED}`,
        values,
      );
      const accounts = rows.map(toBalance);
      return {
        date: date ?? null,
        sealedUpTo: upTo,
        currency: 'CNY',
        entries: count?.entries ?? 0,
        accounts,
        totals: {
          debitFen: accounts.reduce((sum, { debitFen }) => sum + debitFen, 0),
          creditFen: accounts.reduce((sum, { creditFen }) => sum + creditFen, 0),
        },
      };
    });
  }
}

/** What has no seal yet is in no answer: the seal named there would not cover it, and the same question had two answers. */
const INCLUDED = `($1::date is null or e.posting_date <= $1)
  and exists (select 1 from seal s where s.entry_id = e.id and s.seq <= $2)`;

const NO_SUCH_SEAL = faultOf(
  'sealedUpTo',
  'isSealed',
  'must not be beyond the last seal',
  '不能超过最后一个封存号',
);

function toBalance({ normal, ...balance }: BalanceRow): AccountBalance {
  const debitLess = balance.debitFen - balance.creditFen;
  const balanceSide = debitLess === 0 ? normal : debitLess > 0 ? 'D' : 'C';
  return { ...balance, balanceFen: Math.abs(debitLess), balanceSide };
}
