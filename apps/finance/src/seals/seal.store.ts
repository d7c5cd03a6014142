import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { EMPTY_CHAIN, type ChainHead, type Seal, type SealedContent } from './seal-chain';

interface ContentRow {
  entry_id: string;
  period: number;
  header: (string | null)[];
  lines: (string | null)[][] | null;
}

interface SealRow {
  seq: number;
  voucher_no: number;
  seal_period: number;
  prev_hash: Buffer;
  hash: Buffer;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

@Injectable()
export class SealStore {
  constructor(private readonly sql: Sql) {}

  /** One sealer at a time, to the end of the transaction; false when another one is at work. */
  async becomeSealer(): Promise<boolean> {
    const [row] = await this.sql.rows<{ won: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('finance:sealer', 0)) as won`,
    );
    return row?.won ?? false;
  }

  /** Where the chain stands, with the voucher numbers of the periods. */
  async head(): Promise<ChainHead> {
    const [last] = await this.sql.rows<{ seq: number; hash: Buffer }>(
      'select seq, hash from seal order by seq desc limit 1',
    );
    if (!last) return EMPTY_CHAIN;
    const vouchers = await this.sql.rows<{ yyyymm: number; last: number }>(
      `select p.yyyymm, v.last from period p
       cross join lateral (select max(voucher_no) as last from seal s where s.period = p.yyyymm) v
       where v.last is not null`,
    );
    return {
      seq: last.seq,
      hash: last.hash.toString('hex'),
      vouchers: new Map(vouchers.map(({ yyyymm, last: no }) => [yyyymm, no])),
    };
  }

  /** The oldest transaction still running: everything before it is committed or gone. */
  async oldestTransaction(): Promise<string> {
    const [row] = await this.sql.rows<{ oldest: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as oldest',
    );
    return row?.oldest ?? '0';
  }

  /** Entries without a seal, in the order of the transactions that wrote them. */
  async unsealed(fromTransaction: string, limit: number): Promise<SealedContent[]> {
    const rows = await this.sql.rows<ContentRow>(
      `select ${CONTENT} from entry e
       where e.txid >= $1::text::xid8 and not exists (select 1 from seal s where s.entry_id = e.id)
       order by e.txid, e.id limit $2`,
      [fromTransaction, limit],
    );
    return rows.map(toContent);
  }

  async add(seals: readonly Seal[]): Promise<void> {
    await this.sql.rows(
      `insert into seal (seq, entry_id, period, voucher_no, prev_hash, hash)
       select seq, "entryId", period, "voucherNo", decode("prevHash", 'hex'), decode(hash, 'hex')
       from jsonb_to_recordset($1::jsonb) as s(seq bigint, "entryId" uuid, period int, "voucherNo" int,
         "prevHash" text, hash text)
       order by seq`,
      [JSON.stringify(seals)],
    );
  }

  /** Seals after `seq` with what they cover now. */
  async sealed(after: number, limit: number): Promise<{ seal: Seal; content: SealedContent }[]> {
    const rows = await this.sql.rows<ContentRow & SealRow>(
      `select s.seq, s.voucher_no, s.period as seal_period, s.prev_hash, s.hash, ${CONTENT}
       from seal s join entry e on e.id = s.entry_id where s.seq > $1 order by s.seq limit $2`,
      [after, limit],
    );
    return rows.map((row) => ({
      content: toContent(row),
      seal: {
        seq: row.seq,
        entryId: row.entry_id,
        period: row.seal_period,
        voucherNo: row.voucher_no,
        prevHash: row.prev_hash.toString('hex'),
        hash: row.hash.toString('hex'),
      },
    }));
  }
}

/** Amounts and numbers as text: the hash must not depend on how a client reads numbers. */
const CONTENT = `
  e.id as entry_id, e.period,
  array[e.id::text, to_char(e.posting_date, 'YYYY-MM-DD'), e.period::text, e.kind, e.red::text, e.event_id::text, e.rule,
        e.rule_version::text, encode(e.payload_hash, 'hex'), e.reverses::text, e.n_lines::text, e.total_fen::text,
        e.maker, e.checker, e.memo, (extract(epoch from e.recorded_at) * 1000000)::bigint::text, e.txid::text] as header,
  (select json_agg(json_build_array(l.line_no::text, l.account, l.is_cash::text, l.dc, l.amount_fen::text, l.cash_item,
                     l.dept, l.branch_id::text, l.vehicle_id::text, l.order_id::text, l.party_id::text)
                   order by l.line_no)
   from line l where l.entry_id = e.id) as lines`;

function toContent({ entry_id: entryId, period, header, lines }: ContentRow): SealedContent {
  return { entryId, period, header, lines: lines ?? [] };
}
