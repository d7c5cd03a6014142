import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { decodeCursor, encodeCursor, page, type Page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { openOf } from './hold';
import type { HoldFilter, HoldView } from './hold.dto';
import type { HoldRow } from './hold.store';

@Injectable()
export class HoldQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list({ limit, after, reservationId }: HoldFilter): Promise<Page<HoldView>> {
    const [order = null, kind = null] = after === undefined ? [] : decodeCursor(after, 2);
    const rows = await this.dataSource.query<HoldRow[]>(
      `select * from hold
       where ($1::uuid is null or reservation_id = $1)
         and ($2::text is null or (reservation_id::text, kind) > ($2, $3::text))
       order by reservation_id, kind limit $4`,
      [reservationId ?? null, order, kind, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit && shown.at(-1);
    return page(shown.map(toView), more ? encodeCursor([more.reservation_id, more.kind]) : null);
  }
}

function toView(row: HoldRow): HoldView {
  const hold = {
    reservationId: row.reservation_id,
    kind: row.kind,
    heldFen: row.held_fen,
    capturedFen: row.captured_fen,
    releasedFen: row.released_fen,
  };
  return {
    ...hold,
    reference: row.reference,
    currency: 'CNY',
    openFen: openOf(hold),
    heldAt: toInstant(row.held_at),
    endedAt: row.ended_at ? toInstant(row.ended_at) : null,
  };
}
