import { Injectable } from '@nestjs/common';
import type { Page } from '@houtai/service-host';
import { AllocationStore } from '../allocations/allocation.store';
import { ALLOCATIONS } from './allocation.list';
import type { AllocationFilter, AllocationView } from './allocation.dto';
import { toAllocationView } from './allocation.view';

@Injectable()
export class AllocationQueries {
  constructor(private readonly allocations: AllocationStore) {}

  async one(id: string): Promise<AllocationView> {
    return toAllocationView(await this.allocations.get(id));
  }

  list(filter: AllocationFilter): Promise<Page<AllocationView>> {
    return this.allocations.page(ALLOCATIONS, { filter }, toAllocationView);
  }
}
