import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readPage, type KeyColumn, type Page, type PageFilter } from '@houtai/service-host';
import type { VehicleHistoryEntryView } from './vehicle-history.dto';
import { VehicleStore } from './vehicle.store';

/** A bigint comes as text. */
type Row = Omit<VehicleHistoryEntryView, 'seq' | 'at'> & { seq: string; at: Date };

const NEWEST_FIRST: KeyColumn<Row>[] = [{ sql: 'h.seq', type: 'bigint', descending: true }];

@Injectable()
export class VehicleHistoryQueries {
  constructor(
    private readonly sql: Sql,
    private readonly vehicles: VehicleStore,
  ) {}

  /** @throws NotFoundError for a vehicle that there is not */
  async of(id: string, { limit, after }: PageFilter): Promise<Page<VehicleHistoryEntryView>> {
    await this.vehicles.get(id);
    const select = 'select h.seq, h.type, h.status, h.at, h.actor, h.version, h.data from vehicle_history h';
    const query = { select, where: [['h.id = $1', id]] as const, by: NEWEST_FIRST, limit, after };
    return readPage(this.sql, query, (row) => ({ ...row, seq: Number(row.seq), at: toInstant(row.at) }));
  }
}
