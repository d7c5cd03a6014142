import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { KeyColumn, Page, PageFilter, readPage } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { VehicleClassView } from './vehicle-class.dto';

type VehicleClassRow = Omit<VehicleClassView, 'definedAt'> & { definedAt: Date };

const VEHICLE_CLASS = `
  select class_code as "classCode", name, rank, minimum_age as "minimumAge",
         licence_held_months as "licenceHeldMonths", automatic_only as "automaticOnly",
         defined_at as "definedAt", version
    from vehicle_class`;
const LOWEST_FIRST: KeyColumn<VehicleClassRow>[] = [
  { sql: 'rank', type: 'integer', of: (row) => row.rank },
  { sql: 'class_code', type: 'text', of: (row) => row.classCode },
];

@Injectable()
export class VehicleClassQueries {
  constructor(private readonly database: DataSource) {}

  list({ limit, after }: PageFilter): Promise<Page<VehicleClassView>> {
    return readPage(this.database, { select: VEHICLE_CLASS, by: LOWEST_FIRST, limit, after }, toView);
  }
}

function toView(row: VehicleClassRow): VehicleClassView {
  return { ...row, definedAt: toInstant(row.definedAt) };
}
