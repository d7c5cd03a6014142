import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readList, type Page } from '@houtai/service-host';
import { RELOCATIONS, STATE } from './relocation.list';
import type { RelocationFilter, RelocationView } from './relocation.dto';

type Times = 'departsAt' | 'arrivesBy' | 'doneAt' | 'missedAt';
type Row = Omit<RelocationView, Times> &
  Record<'departsAt' | 'arrivesBy', Date> &
  Record<'doneAt' | 'missedAt', Date | null>;

const SELECT = `
  select h.hold_id as "capacityHoldId", h.reservation_id as "reservationId", ${STATE} as state, h.class_code as "classCode",
         h.vehicle_id as "vehicleId", h.relocated_from_branch_id as "fromBranchId", h.pick_up_branch_id as "toBranchId",
         case when h.awaits_relocation then h.occupies_from
              else h.from_at - h.relocation_minutes * interval '1 minute' end as "departsAt",
         h.from_at as "arrivesBy", h.relocation_fen as "costFen", h.relocated_at as "doneAt",
         h.relocation_missed_at as "missedAt"
    from capacity_hold h`;

@Injectable()
export class RelocationQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: RelocationFilter): Promise<Page<RelocationView>> {
    return readList(this.sql, RELOCATIONS, { select: SELECT, filter }, toView);
  }
}

function toView({ departsAt, arrivesBy, doneAt, missedAt, ...row }: Row): RelocationView {
  return {
    ...row,
    departsAt: toInstant(departsAt),
    arrivesBy: toInstant(arrivesBy),
    doneAt: doneAt && toInstant(doneAt),
    missedAt: missedAt && toInstant(missedAt),
  };
}
