import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import type { AccountBalance, TrialBalanceFilter, TrialBalanceView } from './trial-balance.dto';

interface BalanceRow {
  code: string;
  name: string;
  name_en: string;
  normal: 'D' | 'C';
  debit_fen: number;
  credit_fen: number;
}

/** Sums over the lines; nothing is kept beside them that could differ. */
@Injectable()
export class TrialBalanceQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async at({ date, sealedUpTo }: TrialBalanceFilter): Promise<TrialBalanceView> {
    // One snapshot for all three questions.
    return this.unitOfWork.snapshot(async () => {
      const values = [date ?? null, sealedUpTo ?? null];
      const rows = await this.unitOfWork.sql.rows<BalanceRow>(
        `select a.code, a.name, a.name_en, a.normal, b.debit_fen, b.credit_fen
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
      const [head] = await this.unitOfWork.sql.rows<{ seq: number }>(
        'select coalesce(max(seq), 0) as seq from seal',
      );
      const accounts = rows.map(toBalance);
      return {
        date: date ?? null,
        sealedUpTo: sealedUpTo ?? head?.seq ?? 0,
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

const INCLUDED = `($1::date is null or e.posting_date <= $1)
  and ($2::bigint is null or exists (select 1 from seal s where s.entry_id = e.id and s.seq <= $2))`;

function toBalance(row: BalanceRow): AccountBalance {
  const debitLess = row.debit_fen - row.credit_fen;
  const balanceSide = debitLess === 0 ? row.normal : debitLess > 0 ? 'D' : 'C';
  return {
    account: row.code,
    name: row.name,
    nameEn: row.name_en,
    debitFen: row.debit_fen,
    creditFen: row.credit_fen,
    balanceFen: Math.abs(debitLess),
    balanceSide,
  };
}
