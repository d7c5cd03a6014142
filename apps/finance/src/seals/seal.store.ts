import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import type { Seal, SealedContent } from './seal-chain';

interface SealRow {
  entry_id: string;
  period: number;
  header: (string | null)[];
  lines: (string | null)[][] | null;
  seq: number;
  voucher_no: number;
  seal_period: number;
  prev_hash: Buffer;
  hash: Buffer;
  hash_version: number;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Seals are made by a function of the database; here they are read back, to be checked by other means. */
@Injectable()
export class SealStore {
  constructor(private readonly sql: Sql) {}

  /** Seals after `seq` with what they cover now. */
  async sealed(after: number, limit: number): Promise<{ seal: Seal; content: SealedContent }[]> {
    const rows = await this.sql.rows<SealRow>(
      `select s.seq, s.voucher_no, s.period as seal_period, s.prev_hash, s.hash, s.hash_version, ${CONTENT}
       from seal s join entry e on e.id = s.entry_id where s.seq > $1 order by s.seq limit $2`,
      [after, limit],
    );
    return rows.map((row) => ({
      content: { entryId: row.entry_id, period: row.period, header: row.header, lines: row.lines ?? [] },
      seal: {
        seq: row.seq,
        entryId: row.entry_id,
        period: row.seal_period,
        voucherNo: row.voucher_no,
        prevHash: row.prev_hash.toString('hex'),
        hash: row.hash.toString('hex'),
        hashVersion: row.hash_version,
      },
    }));
  }
}

/** Amounts and numbers as text: the hash must not depend on how a client reads numbers. */
const CONTENT = `
  e.id as entry_id, e.period,
  array[e.id::text, to_char(e.posting_date, 'YYYY-MM-DD'), e.period::text, e.kind, e.red::text, e.event_id::text, e.rule,
        e.rule_version::text, encode(e.payload_hash, 'hex'), e.reverses::text, e.n_lines::text, e.total_fen::text,
        e.maker, e.checker, e.memo, (extract(epoch from e.recorded_at) * 1000000)::bigint::text, e.txid::text, e.facts] as header,
  (select json_agg(json_build_array(l.line_no::text, l.account, l.is_cash::text, l.dc, l.amount_fen::text, l.cash_item,
                     l.dept, l.branch_id::text, l.vehicle_id::text, l.order_id::text, l.party_id::text, l.tax_code,
                     l.tax_rate_bp::text)
                   order by l.line_no)
   from line l where l.entry_id = e.id) as lines`;
