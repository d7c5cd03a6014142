import { Injectable } from '@nestjs/common';
import type { Fen, Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { endHold, type Hold, type HoldKind } from './hold';

export interface HoldRow {
  reservation_id: string;
  kind: HoldKind;
  reference: string;
  held_fen: number;
  captured_fen: number;
  released_fen: number;
  held_at: Date;
  ended_at: Date | null;
}

@Injectable()
export class HoldStore {
  constructor(private readonly sql: Sql) {}

  async open(
    reservationId: string,
    deposits: readonly { kind: HoldKind; reference: string; heldFen: Fen }[],
    at: Instant,
  ): Promise<void> {
    await this.sql.rows(
      `insert into hold (reservation_id, kind, reference, held_fen, held_at)
       select $1, kind, reference, "heldFen", $3
       from jsonb_to_recordset($2::jsonb) as h(kind text, reference text, "heldFen" bigint)
       on conflict (reservation_id, kind) do nothing`,
      [reservationId, JSON.stringify(deposits), at],
    );
  }

  /** Captures and releases the rest. Without such a hold only a capture of nothing is possible. */
  async end(which: { reservationId: string; kind: HoldKind }, captureFen: Fen, at: Instant): Promise<void> {
    const { reservationId, kind } = which;
    const [row] = await this.sql.rows<HoldRow>(
      'select * from hold where reservation_id = $1 and kind = $2 for update',
      [reservationId, kind],
    );
    const hold: Hold = {
      reservationId,
      kind,
      heldFen: row?.held_fen ?? 0,
      capturedFen: row?.captured_fen ?? 0,
      releasedFen: row?.released_fen ?? 0,
    };
    const { capturedFen, releasedFen } = endHold(hold, captureFen);
    await this.sql.rows(
      `update hold set captured_fen = $3, released_fen = $4, ended_at = coalesce(ended_at, $5)
       where reservation_id = $1 and kind = $2`,
      [reservationId, kind, capturedFen, releasedFen, at],
    );
  }
}
