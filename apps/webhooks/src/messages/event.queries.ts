import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { readPage, type Condition, type Page, within, type Reach } from '@houtai/service-host';
import type { EventFilter, EventView } from './event.dto';

interface Row {
  seq: string;
  body: string;
}

/** Oldest first, so that whoever polls goes on with the cursor of the last page it has read. */
const BY_SEQ = [{ sql: 't.seq', type: 'bigint' }] as const;

@Injectable()
export class EventQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: EventFilter, reach: Reach): Promise<Page<EventView>> {
    const { limit, after, partnerId, type, subject, from, to } = filter;
    const where: (Condition | undefined)[] = [
      within(reach, 't.partner_id'),
      ['t.partner_id = $1', partnerId],
      ['t.type = $1', type],
      ['t.subject = $1', subject],
      ['t.created_at >= $1', from],
      ['t.created_at < $1', to],
    ];
    const select = 'select t.seq, t.body from message t';
    const query = { select, where, by: BY_SEQ, limit, after };
    return readPage<Row, EventView>(this.sql, query, ({ body }) => JSON.parse(body) as EventView);
  }
}
