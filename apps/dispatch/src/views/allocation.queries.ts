import { Injectable } from '@nestjs/common';
import type { Versions } from '@houtai/aggregate';
import type { Condition, KeyColumn, Page } from '@houtai/service-host';
import type { AllocationRow } from '../allocations/allocation.row';
import { AllocationStore } from '../allocations/allocation.store';
import type { AllocationFilter, AllocationView } from './allocation.dto';
import { toAllocationView } from './allocation.view';

const BY_START: KeyColumn<AllocationRow & Versions>[] = [
  { sql: 'lower(t.during)', type: 'timestamptz', of: (row) => row.from_at },
  { sql: 't.allocation_id', type: 'uuid' },
];

@Injectable()
export class AllocationQueries {
  constructor(private readonly allocations: AllocationStore) {}

  async one(id: string): Promise<AllocationView> {
    return toAllocationView(await this.allocations.get(id));
  }

  list(filter: AllocationFilter): Promise<Page<AllocationView>> {
    const { vehicleId, reservationId, status, from, to, limit, after } = filter;
    const where: Condition[] = [
      ['t.vehicle_id = $1', vehicleId],
      ['t.reservation_id = $1', reservationId],
      ['t.status = $1', status],
      ['upper(t.during) > $1', from],
      ['lower(t.during) < $1', to],
    ];
    return this.allocations.page({ where, by: BY_START, limit, after }, toAllocationView);
  }
}
