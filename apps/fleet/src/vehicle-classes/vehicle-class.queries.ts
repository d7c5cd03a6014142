import { Injectable } from '@nestjs/common';
import type { Versions } from '@houtai/aggregate';
import { UnitOfWork } from '@houtai/messaging';
import { KeyColumn, Page, PageFilter, readPage } from '@houtai/service-host';
import { VehicleClassView, viewOf } from './vehicle-class.dto';
import { VehicleClassStore, type VehicleClassRow } from './vehicle-class.store';

const LOWEST_FIRST: KeyColumn<VehicleClassRow & Versions>[] = [
  { sql: 't.rank', type: 'integer', of: (row) => row.rank },
  { sql: 't.class_code', type: 'text', of: (row) => row.class_code },
];

@Injectable()
export class VehicleClassQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly classes: VehicleClassStore,
  ) {}

  list({ limit, after }: PageFilter): Promise<Page<VehicleClassView>> {
    const query = { select: this.classes.select, by: LOWEST_FIRST, limit, after };
    return readPage(this.unitOfWork.sql, query, (row) => viewOf(this.classes.toStored(row)));
  }
}
