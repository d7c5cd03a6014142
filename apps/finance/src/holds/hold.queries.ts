import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readList, type Page } from '@houtai/service-host';
import { openOf } from './hold';
import { HOLDS } from './hold.list';
import type { HoldFilter, HoldView } from './hold.dto';

type Row = Omit<HoldView, 'openFen' | 'heldAt' | 'endedAt'> & { heldAt: Date; endedAt: Date | null };

const SELECT = `
  select reservation_id as "reservationId", kind, reference, 'CNY' as currency, held_fen as "heldFen",
         captured_fen as "capturedFen", released_fen as "releasedFen", held_at as "heldAt", ended_at as "endedAt",
         branch_id as "branchId"
    from hold`;

@Injectable()
export class HoldQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: HoldFilter): Promise<Page<HoldView>> {
    return readList(this.sql, HOLDS, { select: SELECT, filter }, toView);
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
