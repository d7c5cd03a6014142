import { Controller } from '@nestjs/common';
import { branchOpenedV1, type BranchOpenedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReferenceDataStore } from './reference-data.store';

/** Opening hours, zone and hold days of branches, as fleet tells them. */
@Controller()
export class WhenBranchOpened {
  constructor(private readonly reference: ReferenceDataStore) {}

  @OnEvents(branchOpenedV1)
  async keep(events: Received<BranchOpenedV1>[]): Promise<void> {
    const rows = events.map(({ data, event }) => ({
      branch_id: data.branchId,
      code: data.code,
      name: data.name,
      city: data.city,
      time_zone: data.timeZone,
      opens_at: data.opensAt,
      closes_at: data.closesAt,
      violation_hold_days: data.violationHoldDays,
      version: event.aggregateVersion,
    }));
    await this.reference.keep('branch', rows);
  }
}
