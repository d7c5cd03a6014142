import { Injectable } from '@nestjs/common';
import { NotFoundError, Page, decodeCursor, encodeCursor, page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { VehicleQuery } from './vehicle.dto';
import { SELECT_VEHICLE, VehicleRow, toStored } from './vehicle.row';
import { VehicleView, viewOf } from './vehicle-view.dto';

@Injectable()
export class VehicleQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<VehicleView> {
    const [vehicle] = await this.select('v.id = $1', [id], 1);
    if (!vehicle) throw new NotFoundError('vehicle', id);
    return vehicle;
  }

  /** In order of registration. */
  async list({ limit, after, branchId, classCode, operation }: VehicleQuery): Promise<Page<VehicleView>> {
    const [afterId] = after === undefined ? [null] : decodeCursor(after, 1);
    const found = await this.select(
      `($1::uuid is null or v.id > $1) and ($2::uuid is null or v.branch_id = $2)
       and ($3::text is null or v.class_code = $3) and ($4::text is null or v.operation = $4)`,
      [afterId, branchId ?? null, classCode ?? null, operation ?? null],
      limit + 1,
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return page(items, found.length > limit && last ? encodeCursor([last.id]) : null);
  }

  private async select(condition: string, params: unknown[], limit: number): Promise<VehicleView[]> {
    const rows: VehicleRow[] = await this.database.query(
      `${SELECT_VEHICLE} where ${condition} order by v.id limit $${params.length + 1}`,
      [...params, limit],
    );
    return rows.map((row) => viewOf(toStored(row)));
  }
}
