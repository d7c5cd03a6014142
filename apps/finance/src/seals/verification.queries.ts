import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { checkSeals, EMPTY_CHAIN, type SealFault } from './seal-chain';
import { SealStore, sha256 } from './seal.store';

const PAGE = 1_000;
const MOST_FAULTS_TOLD = 100;

export interface LedgerFault {
  entryId: string;
  seq: number | null;
  fault: SealFault | 'unbalanced';
}

export interface Verification {
  entries: number;
  sealed: number;
  headHash: string;
  debitFen: number;
  creditFen: number;
  faultCount: number;
  faults: LedgerFault[];
}

/** Reads the whole ledger again and recomputes what has to hold. */
@Injectable()
export class LedgerVerification {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seals: SealStore,
  ) {}

  async verify(): Promise<Verification> {
    return this.unitOfWork.snapshot(async () => {
      const faults: LedgerFault[] = await this.unbalanced();
      let head = EMPTY_CHAIN;
      for (;;) {
        const sealed = await this.seals.sealed(head.seq, PAGE);
        if (sealed.length === 0) break;
        const checked = checkSeals(head, sealed, sha256);
        faults.push(
          ...checked.faults.map(({ seal, fault }) => ({ entryId: seal.entryId, seq: seal.seq, fault })),
        );
        head = checked.head;
      }
      const [sums] = await this.unitOfWork.sql.rows<{
        entries: number;
        sealed: number;
        debit: number;
        credit: number;
      }>(SUMS);
      return {
        entries: sums?.entries ?? 0,
        sealed: sums?.sealed ?? 0,
        headHash: head.hash,
        debitFen: sums?.debit ?? 0,
        creditFen: sums?.credit ?? 0,
        faultCount: faults.length,
        faults: faults.slice(0, MOST_FAULTS_TOLD),
      };
    });
  }

  private async unbalanced(): Promise<LedgerFault[]> {
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
         coalesce(sum(amount_fen) filter (where dc = 'D'), 0)::bigint as debit,
         coalesce(sum(amount_fen) filter (where dc = 'C'), 0)::bigint as credit
  from line`;
