import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { openOf } from './hold';
import type { HoldFilter, HoldView } from './hold.dto';

type Row = Omit<HoldView, 'openFen' | 'heldAt' | 'endedAt'> & { heldAt: Date; endedAt: Date | null };

const SELECT = `
  select reservation_id as "reservationId", kind, reference, 'CNY' as currency, held_fen as "heldFen",
         captured_fen as "capturedFen", released_fen as "releasedFen", held_at as "heldAt", ended_at as "endedAt"
    from hold`;

const KEY: KeyColumn<Row>[] = [
  { sql: 'reservation_id', type: 'uuid', of: (row) => row.reservationId },
  { sql: 'kind', type: 'text' },
];

@Injectable()
export class HoldQueries {
  constructor(private readonly dataSource: DataSource) {}

  list({ limit, after, reservationId }: HoldFilter): Promise<Page<HoldView>> {
    const where: Condition[] = [['reservation_id = $1', reservationId]];
    return readPage(this.dataSource, { select: SELECT, where, by: KEY, limit, after }, toView);
  }
}

function toView({ heldAt, endedAt, ...hold }: Row): HoldView {
  return {
    ...hold,
    openFen: openOf(hold),
    heldAt: toInstant(heldAt),
    endedAt: endedAt && toInstant(endedAt),
  };
}
