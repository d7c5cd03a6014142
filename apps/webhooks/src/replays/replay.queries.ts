import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page, ownerOf, type Reach } from '@houtai/service-host';
import type { ReplayFilter, ReplayView } from './replay.dto';
import { REPLAYS } from './replay.list';

interface Row {
  id: string;
  partner_id: string;
  endpoint_id: string;
  since: Date;
  until: Date;
  event_types: string[];
  missed_only: boolean;
  status: string;
  looked_at: number;
  begun: number;
  delivered: number;
  open: number;
  exhausted: number;
  created_at: Date;
  ended_at: Date | null;
}

const SELECT = `
  select t.id, t.partner_id, t.endpoint_id, t.since, t.until, t.event_types, t.missed_only, t.status, t.looked_at, t.begun,
         c.delivered, c.open, c.exhausted, t.created_at, t.ended_at
    from replay t cross join lateral (
      select count(*) filter (where state = 'delivered')::int as delivered,
             count(*) filter (where state in ('waiting', 'in-flight'))::int as open,
             count(*) filter (where state = 'exhausted')::int as exhausted
        from delivery d where d.replay_id = t.id) c`;
@Injectable()
export class ReplayQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: ReplayFilter, reach: Reach): Promise<Page<ReplayView>> {
    return readList(this.sql, REPLAYS, { select: SELECT, filter, reach, owner: 't.partner_id' }, viewOf);
  }

  /** Throws `not-found`, also for what the caller does not reach. */
  async one(id: string, reach: Reach): Promise<ReplayView> {
    const text = `${SELECT} where t.id = $1 and ($2::uuid is null or t.partner_id = $2)`;
    const [row] = await this.sql.rows<Row>(text, [id, ownerOf(reach) ?? null]);
    if (!row) throw new NotFoundError('webhook replay', id);
    return viewOf(row);
  }
}

function viewOf(row: Row): ReplayView {
  const { id, status, begun, delivered, open, exhausted } = row;
  return {
    ...{ id, partnerId: row.partner_id, endpointId: row.endpoint_id },
    ...{ since: toInstant(row.since), until: toInstant(row.until) },
    ...{ eventTypes: row.event_types, missedOnly: row.missed_only, status },
    ...{ lookedAt: row.looked_at, begun, delivered, open, exhausted },
    createdAt: toInstant(row.created_at),
    endedAt: row.ended_at ? toInstant(row.ended_at) : undefined,
  };
}
