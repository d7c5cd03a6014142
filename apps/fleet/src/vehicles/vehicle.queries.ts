import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem, Page } from '@houtai/service-host';
import type { VehicleFilter } from './vehicle.dto';
import { VEHICLES } from './vehicle.list';
import { VehicleStore } from './vehicle.store';
import { VehicleView, viewOf } from './vehicle-view.dto';

@Injectable()
export class VehicleQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vehicles: VehicleStore,
  ) {}

  async one(id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.get(id));
  }

  list(filter: VehicleFilter): Promise<Page<VehicleView>> {
    return this.vehicles.page(VEHICLES, { filter }, viewOf);
  }

  /** Vehicles whose papers have ended. */
  async withEndedPapers(now: string, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; at: Date }>(
      `select id, fit_until as at from vehicle where grounded_at is null and fit_until <= $1
        order by fit_until, id limit $2`,
      [now, limit],
    );
    return rows.map(({ id, at }) => ({ id, dueAt: toInstant(at) }));
  }
}
