import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { Condition, DueItem, Page } from '@houtai/service-host';
import { VehicleFilter } from './vehicle.dto';
import { VehicleStore } from './vehicle.store';
import { VehicleView, viewOf } from './vehicle-view.dto';

const IN_ORDER_OF_REGISTRATION = [{ sql: 't.id', type: 'uuid' }] as const;

@Injectable()
export class VehicleQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vehicles: VehicleStore,
  ) {}

  async one(id: string): Promise<VehicleView> {
    return viewOf(await this.vehicles.get(id));
  }

  list({ limit, after, branchId, classCode, operation }: VehicleFilter): Promise<Page<VehicleView>> {
    const where: Condition[] = [
      ['t.branch_id = $1', branchId],
      ['t.class_code = $1', classCode],
      ['t.operation = $1', operation],
    ];
    return this.vehicles.page({ where, by: IN_ORDER_OF_REGISTRATION, limit, after }, viewOf);
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
