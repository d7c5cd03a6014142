import { Injectable } from '@nestjs/common';
import { Page, PageFilter } from '@houtai/service-host';
import { VehicleClassView, viewOf } from './vehicle-class.dto';
import { VehicleClassStore } from './vehicle-class.store';

const LOWEST_FIRST = [
  { sql: 't.rank', type: 'integer' },
  { sql: 't.class_code', type: 'text' },
] as const;

@Injectable()
export class VehicleClassQueries {
  constructor(private readonly classes: VehicleClassStore) {}

  list({ limit, after }: PageFilter): Promise<Page<VehicleClassView>> {
    return this.classes.page({ by: LOWEST_FIRST, limit, after }, viewOf);
  }
}
