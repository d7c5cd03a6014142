import { Injectable } from '@nestjs/common';
import { Condition, KeyColumn, NotFoundError, Page, readPage } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { VehicleFilter } from './vehicle.dto';
import { SELECT_VEHICLE, VehicleRow, toStored } from './vehicle.row';
import { VehicleView, viewOf } from './vehicle-view.dto';

const IN_ORDER_OF_REGISTRATION: KeyColumn<VehicleRow>[] = [
  { sql: 'v.id', type: 'uuid', of: (row) => row.id },
];

@Injectable()
export class VehicleQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<VehicleView> {
    const [row]: VehicleRow[] = await this.database.query(`${SELECT_VEHICLE} where v.id = $1`, [id]);
    if (!row) throw new NotFoundError('vehicle', id);
    return toView(row);
  }

  list({ limit, after, branchId, classCode, operation }: VehicleFilter): Promise<Page<VehicleView>> {
    const where: Condition[] = [
      ['v.branch_id = $1', branchId],
      ['v.class_code = $1', classCode],
      ['v.operation = $1', operation],
    ];
    const query = { select: SELECT_VEHICLE, where, by: IN_ORDER_OF_REGISTRATION, limit, after };
    return readPage(this.database, query, toView);
  }
}

function toView(row: VehicleRow): VehicleView {
  return viewOf(toStored(row));
}
