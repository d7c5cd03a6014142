import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { openOf } from './hold';
import type { HoldFilter, HoldView } from './hold.dto';
import type { HoldRow } from './hold.store';

const KEY: KeyColumn<HoldRow>[] = [
  { sql: 'reservation_id', type: 'uuid', of: (row) => row.reservation_id },
  { sql: 'kind', type: 'text', of: (row) => row.kind },
];

@Injectable()
export class HoldQueries {
  constructor(private readonly dataSource: DataSource) {}

  list({ limit, after, reservationId }: HoldFilter): Promise<Page<HoldView>> {
    const where: Condition[] = [['reservation_id = $1', reservationId]];
    return readPage(this.dataSource, { select: 'select * from hold', where, by: KEY, limit, after }, toView);
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
