import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import type { RelocationFilter, RelocationView } from './relocation.dto';

type Times = 'departsAt' | 'arrivesBy' | 'doneAt' | 'missedAt';
type Row = Omit<RelocationView, Times> &
  Record<'departsAt' | 'arrivesBy', Date> &
  Record<'doneAt' | 'missedAt', Date | null>;

const STATE = `case when h.relocation_missed_at is not null then 'missed' when h.relocated_at is not null then 'done'
  when h.bound then 'bound' else 'planned' end`;

const SELECT = `
  select h.hold_id as "capacityHoldId", h.reservation_id as "reservationId", ${STATE} as state, h.class_code as "classCode",
         h.vehicle_id as "vehicleId", h.relocated_from_branch_id as "fromBranchId", h.pick_up_branch_id as "toBranchId",
         case when h.awaits_relocation then h.occupies_from
              else h.from_at - h.relocation_minutes * interval '1 minute' end as "departsAt",
         h.from_at as "arrivesBy", h.relocation_fen as "costFen", h.relocated_at as "doneAt",
         h.relocation_missed_at as "missedAt"
    from capacity_hold h`;

/** Of promises that ended only what was driven for them; a change that is still open has none of its own. */
const SHOWN: Condition = [
  `h.relocated_from_branch_id is not null and h.vehicle_id is not null and h.status <> 'proposed'
   and (h.released_at is null or not h.awaits_relocation)`,
];

const BY_ARRIVAL: KeyColumn<Row>[] = [
  { sql: 'h.from_at', type: 'timestamptz', of: (row) => row.arrivesBy },
  { sql: 'h.hold_id', type: 'uuid', of: (row) => row.capacityHoldId },
];

@Injectable()
export class RelocationQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: RelocationFilter): Promise<Page<RelocationView>> {
    const { limit, after } = filter;
    const where: Condition[] = [
      SHOWN,
      ['(h.relocated_from_branch_id = $1 or h.pick_up_branch_id = $1)', filter.branchId],
      ['h.relocated_from_branch_id = $1', filter.fromBranchId],
      ['h.pick_up_branch_id = $1', filter.toBranchId],
      ['h.vehicle_id = $1', filter.vehicleId],
      ['h.class_code = $1', filter.classCode],
      [`${STATE} = $1`, filter.state],
      ['h.from_at >= $1', filter.from],
      ['h.from_at < $1', filter.to],
    ];
    return readPage(this.sql, { select: SELECT, where, by: BY_ARRIVAL, limit, after }, toView);
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
