import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page, ownerOf, type Reach } from '@houtai/service-host';
import type { DeliveryDetailView, DeliveryFilter, DeliveryView } from './delivery.dto';
import { DELIVERIES } from './delivery.list';

interface Row {
  id: string;
  seq: string;
  message_id: string;
  endpoint_id: string;
  partner_id: string;
  type: string;
  subject: string;
  version: number;
  state: string;
  held: boolean;
  due_at: Date;
  attempts: number;
  replayed: boolean;
  created_at: Date;
  delivered_at: Date | null;
}

interface AttemptRow {
  number: number;
  started_at: Date;
  duration_ms: number;
  status: number | null;
  fault: string | null;
  address: string | null;
  answer: string | null;
}

/**
 * Endpoint and partner are looked up for each row of the page. A join with the endpoint looks like one that leaves few
 * rows where a partner asks, and Postgres then gathers and sorts all that the partner has.
 */
const SELECT = `
  select t.id, t.seq, t.message_id, t.endpoint_id, t.partner_id, t.type, t.subject, t.version, t.state,
         (t.state = 'waiting' and (t.blocked
           or exists (select from endpoint e where e.id = t.endpoint_id and e.status <> 'active')
           or exists (select from partner_standing p where p.partner_id = t.partner_id and p.status <> 'active'))) as held,
         t.due_at, t.attempts, t.replayed, t.created_at, t.delivered_at
    from delivery t`;

@Injectable()
export class DeliveryQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: DeliveryFilter, reach: Reach): Promise<Page<DeliveryView>> {
    return readList(this.sql, DELIVERIES, { select: SELECT, filter, reach, owner: 't.partner_id' }, viewOf);
  }

  /** Throws `not-found`, also for what the caller does not reach. */
  async one(id: string, reach: Reach): Promise<DeliveryDetailView> {
    const [row] = await this.sql.rows<Row & { message_day: string; body: string; trace_id: string | null }>(
      `${SELECT.replace('select t.id', 'select t.message_day::text as message_day, m.body, m.trace_id, t.id')}
         join message m on m.day = t.message_day and m.id = t.message_id
        where t.id = $1 and ($2::uuid is null or t.partner_id = $2)`,
      [id, ownerOf(reach) ?? null],
    );
    if (!row) throw new NotFoundError('webhook delivery', id);
    const attempts = await this.sql.rows<AttemptRow>(
      `select number, started_at, duration_ms, status, fault, address, answer from attempt
        where day = $1 and delivery_id = $2 order by number desc limit 50`,
      [row.message_day, id],
    );
    const log = attempts.map(attemptOf);
    return { ...viewOf(row), body: row.body, traceId: row.trace_id ?? undefined, log };
  }
}

function viewOf(row: Row): DeliveryView {
  const isOpen = row.state === 'waiting' || row.state === 'in-flight';
  return {
    ...{ id: row.id, messageId: row.message_id, endpointId: row.endpoint_id, partnerId: row.partner_id },
    ...{ type: row.type, subject: row.subject, version: row.version, state: row.state, held: row.held },
    dueAt: isOpen && !row.held ? toInstant(row.due_at) : undefined,
    ...{ attempts: row.attempts, replayed: row.replayed, createdAt: toInstant(row.created_at) },
    deliveredAt: row.delivered_at ? toInstant(row.delivered_at) : undefined,
  };
}

function attemptOf({ number, started_at, duration_ms, status, fault, address, answer }: AttemptRow) {
  return {
    ...{ number, startedAt: toInstant(started_at), durationMs: duration_ms },
    ...{ status: status ?? undefined, fault: fault ?? undefined },
    ...{ address: address ?? undefined, answer: answer ?? undefined },
  };
}
