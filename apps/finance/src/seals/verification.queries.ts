import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { checkSeals, EMPTY_CHAIN } from './seal-chain';
import { SealStore, sha256 } from './seal.store';
import { SubLedgers } from './sub-ledgers.queries';
import type { LedgerFaultView, VerificationView } from './verification.dto';

const PAGE = 1_000;
const MOST_FAULTS_TOLD = 100;

type Sums = Pick<VerificationView, 'entries' | 'sealed' | 'debitFen' | 'creditFen'>;

/** Reads the whole ledger again and recomputes what has to hold. */
@Injectable()
export class LedgerVerification {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seals: SealStore,
    private readonly subLedgers: SubLedgers,
  ) {}

  /** @param trusted head that was kept outside of the database: without it a chain cut or forged as a whole looks whole */
  async verify(trusted?: { seq: number; hash: string }): Promise<VerificationView> {
    return this.unitOfWork.snapshot(async () => {
      const faults: LedgerFaultView[] = await this.unbalanced();
      let head = EMPTY_CHAIN;
      let headFound = trusted ? false : null;
      for (;;) {
        const sealed = await this.seals.sealed(head.seq, PAGE);
        if (sealed.length === 0) break;
        const checked = checkSeals(head, sealed, sha256);
        faults.push(
          ...checked.faults.map(({ seal, fault }) => ({ entryId: seal.entryId, seq: seal.seq, fault })),
        );
        if (trusted && sealed.some(({ seal }) => seal.seq === trusted.seq && seal.hash === trusted.hash))
          headFound = true;
        head = checked.head;
      }
      const disagreements = await this.subLedgers.disagreements(MOST_FAULTS_TOLD);
      const [sums] = await this.unitOfWork.sql.rows<Sums>(SUMS);
      if (!sums) throw new Error('An aggregate without a row');
      return {
        intact:
          faults.length === 0 &&
          disagreements.length === 0 &&
          headFound !== false &&
          sums.debitFen === sums.creditFen,
        ...sums,
        headHash: head.hash,
        faultCount: faults.length,
        faults: faults.slice(0, MOST_FAULTS_TOLD),
        disagreements,
        headFound,
      };
    });
  }

  private async unbalanced(): Promise<LedgerFaultView[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; seq: number | null }>(
      `select e.id, s.seq from entry e left join seal s on s.entry_id = e.id
       left join lateral (
         select count(*) as n, sum(amount_fen) filter (where dc = 'D') as debit,
                sum(amount_fen) filter (where dc = 'C') as credit
         from line l where l.entry_id = e.id
       ) l on true
       where l.n <> e.n_lines or l.debit is distinct from l.credit or l.debit is distinct from e.total_fen
       order by s.seq, e.id limit ${MOST_FAULTS_TOLD}`,
    );
    return rows.map(({ id, seq }) => ({ entryId: id, seq, fault: 'unbalanced' }));
  }
}

const SUMS = `
  select (select count(*)::int from entry) as entries, (select count(*)::int from seal) as sealed,
         coalesce(sum(amount_fen) filter (where dc = 'D'), 0)::bigint as "debitFen",
         coalesce(sum(amount_fen) filter (where dc = 'C'), 0)::bigint as "creditFen"
  from line`;
