import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import type { LiveEvent } from './live-event';
import { eventFrame } from './live-frames';
import { positionOf, type LogHead } from './live-position';

/** An event with its place in the log. */
export interface LoggedEvent extends LiveEvent {
  readonly id: number;
  /** As every reader gets it; made once for all of them. */
  readonly frame: string;
}

/** A piece of the log, and where the log stood when it was read. */
export interface LogPage {
  readonly head: LogHead;
  readonly events: readonly LoggedEvent[];
}

interface Row {
  epoch: string;
  first_id: number;
  last_id: number;
  id: number | null;
  topic: LiveEvent['topic'];
  type: string;
  subject: string;
  version: number;
  branch_ids: string[];
  partner_id: string | null;
}

const APPEND = `
  with added as (
    select * from jsonb_to_recordset($1::jsonb)
      as e(n int, topic text, type text, subject text, version bigint, "branchIds" text[], "partnerId" uuid)
  ), head as (
    update live_head set last_id = last_id + $2::int where singleton returning last_id - $2::int as before
  )
  insert into live_event (id, topic, type, subject, version, branch_ids, partner_id)
  select before + n, topic, type, subject, version, "branchIds", "partnerId" from head, added`;

const READ = `
  select h.epoch, h.last_id, coalesce((select min(id) from live_event), h.last_id + 1) as first_id,
         e.id, e.topic, e.type, e.subject, e.version, e.branch_ids, e.partner_id
    from live_head h
    left join lateral (
      select id, topic, type, subject, version, branch_ids, partner_id
        from live_event where id > $1 order by id limit $2
    ) e on true
   order by e.id`;

/** By the id of the newest old one, so that what stays is without gaps whatever the clocks of the writers said. */
const PRUNE = `
  delete from live_event where id <= (
    select id from live_event where logged_at < now() - $1 * interval '1 millisecond' order by logged_at desc, id desc limit 1)`;

/** What live updates tell, kept for an hour. */
@Injectable()
export class LiveLogStore {
  constructor(private readonly sql: Sql) {}

  /** Adds events in the transaction at hand, which holds up everybody else's until it ends. */
  async append(events: readonly LiveEvent[]): Promise<void> {
    if (events.length === 0) return;
    const numbered = events.map((event, n) => ({ ...event, n: n + 1 }));
    await this.sql.write(APPEND, [JSON.stringify(numbered), events.length]);
  }

  /** The first `limit` events after a place, in their order. */
  async read(after: number, limit: number): Promise<LogPage> {
    const rows = await this.sql.rows<Row>(READ, [after, limit]);
    const [first] = rows;
    if (first === undefined) throw new Error('the live log has no head');
    const head = { epoch: first.epoch, firstId: first.first_id, lastId: first.last_id };
    return { head, events: rows.flatMap((row) => (row.id === null ? [] : [logged(row, row.id)])) };
  }

  async head(): Promise<LogHead> {
    return (await this.read(0, 0)).head;
  }

  /** Forgets what is older. */
  async prune(keepMs: number): Promise<void> {
    await this.sql.rows(PRUNE, [keepMs]);
  }
}

function logged(row: Row, id: number): LoggedEvent {
  const { topic, type, subject, version, branch_ids: branchIds, partner_id: partnerId } = row;
  const event = { topic, type, subject, version, branchIds, partnerId };
  return { ...event, id, frame: eventFrame(positionOf(row.epoch, id), event) };
}
