import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { branchOpenedV1, type BranchOpenedV1 } from '@houtai/event-catalogue';
import { EventContext } from '@houtai/messaging';

/** Opening hours, zone and hold days of branches, as fleet tells them. */
@Controller()
export class WhenBranchOpened {
  @EventPattern(branchOpenedV1.type)
  async keep(@Payload() branch: BranchOpenedV1, @Ctx() { sql, event }: EventContext): Promise<void> {
    await sql.rows(
      `insert into branch (branch_id, code, name, city, time_zone, opens_at, closes_at, violation_hold_days, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (branch_id) do update
         set code = excluded.code, name = excluded.name, city = excluded.city, time_zone = excluded.time_zone,
             opens_at = excluded.opens_at, closes_at = excluded.closes_at,
             violation_hold_days = excluded.violation_hold_days, version = excluded.version
       where branch.version < excluded.version`,
      [
        branch.branchId,
        branch.code,
        branch.name,
        branch.city,
        branch.timeZone,
        branch.opensAt,
        branch.closesAt,
        branch.violationHoldDays,
        event.aggregateVersion,
      ],
    );
  }
}
