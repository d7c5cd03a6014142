import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { readList, type Page, type Reach } from '@houtai/service-host';
import type { EventFilter, EventView } from './event.dto';
import { EVENTS } from './event.list';

interface Row {
  seq: string;
  body: string;
}

@Injectable()
export class EventQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: EventFilter, reach: Reach): Promise<Page<EventView>> {
    const select = 'select t.seq, t.body from message t';
    const question = { select, filter, reach, owner: 't.partner_id' };
    return readList(this.sql, EVENTS, question, ({ body }: Row) => JSON.parse(body) as EventView);
  }
}
