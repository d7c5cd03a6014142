import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readList, type Page } from '@houtai/service-host';
import type { VehicleHistoryEntryView, VehicleHistoryFilter } from './vehicle-history.dto';
import { VEHICLE_HISTORY } from './vehicle.list';
import { VehicleStore } from './vehicle.store';

/** A bigint comes as text. */
type Row = Omit<VehicleHistoryEntryView, 'seq' | 'at'> & { seq: string; at: Date };

@Injectable()
export class VehicleHistoryQueries {
  constructor(
    private readonly sql: Sql,
    private readonly vehicles: VehicleStore,
  ) {}

  /** @throws NotFoundError for a vehicle that there is not */
  async of(id: string, filter: VehicleHistoryFilter): Promise<Page<VehicleHistoryEntryView>> {
    await this.vehicles.get(id);
    const select = 'select h.seq, h.type, h.status, h.at, h.actor, h.version, h.data from vehicle_history h';
    const question = { select, filter, of: ['h.id = $1', id] as const };
    return readList(this.sql, VEHICLE_HISTORY, question, (row: Row) => ({
      ...row,
      seq: Number(row.seq),
      at: toInstant(row.at),
    }));
  }
}
