import { Injectable } from '@nestjs/common';
import type { Page } from '@houtai/service-host';
import { VehicleClassView, viewOf, type VehicleClassFilter } from './vehicle-class.dto';
import { VEHICLE_CLASSES } from './vehicle-class.list';
import { VehicleClassStore } from './vehicle-class.store';

@Injectable()
export class VehicleClassQueries {
  constructor(private readonly classes: VehicleClassStore) {}

  list(filter: VehicleClassFilter): Promise<Page<VehicleClassView>> {
    return this.classes.page(VEHICLE_CLASSES, { filter }, viewOf);
  }
}
