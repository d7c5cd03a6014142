import { Injectable } from '@nestjs/common';
import { toFields } from '@houtai/domain-kit';
import { readPage, type Condition, type Page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { openOf } from './hold';
import type { HoldFilter, HoldView } from './hold.dto';
import type { HoldRow } from './hold.store';

const SELECT = `select reservation_id, kind, reference, held_fen, captured_fen, released_fen, held_at, ended_at from hold`;

const KEY = [
  { sql: 'reservation_id', type: 'uuid' },
  { sql: 'kind', type: 'text' },
] as const;

@Injectable()
export class HoldQueries {
  constructor(private readonly dataSource: DataSource) {}

  list({ limit, after, reservationId }: HoldFilter): Promise<Page<HoldView>> {
    const where: Condition[] = [['reservation_id = $1', reservationId]];
    return readPage(this.dataSource, { select: SELECT, where, by: KEY, limit, after }, toView);
  }
}

function toView(row: HoldRow): HoldView {
  const hold = toFields(row);
  return { ...hold, currency: 'CNY', openFen: openOf(hold), endedAt: hold.endedAt ?? null };
}
