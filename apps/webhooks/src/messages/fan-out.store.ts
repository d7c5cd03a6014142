import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { OrderStore } from '../deliveries/order.store';
import type { NewMessage } from './new-message';

/** Message and deliveries in one statement: the same event gives the same message, which is written once. */
const FAN_OUT = `
  with input as (
    select * from jsonb_to_recordset($1::jsonb) as i(place int, id text, day date, partner_id uuid, type text, subject text,
      version bigint, occurred_at timestamptz, body text, trace_id text, except_endpoint_id uuid)
  ), fresh as (
    insert into message (day, id, partner_id, type, subject, version, occurred_at, body, trace_id)
    select day, id, partner_id, type, subject, version, occurred_at, body, trace_id from input order by place
    on conflict do nothing
    returning day, id, seq, partner_id, type, subject, version
  )
  insert into delivery (id, message_id, message_day, seq, endpoint_id, partner_id, type, subject, version, state, due_at)
  select webhook_new_id(), f.id, f.day, f.seq, e.id, f.partner_id, f.type, f.subject, f.version, 'waiting', clock_timestamp()
    from fresh f join input i on i.id = f.id
    join endpoint e on e.partner_id = f.partner_id and e.status <> 'deleted'
     and webhook_takes(e.event_types, f.type) and e.id is distinct from i.except_endpoint_id
   order by f.seq
  returning endpoint_id as "endpointId", subject`;

@Injectable()
export class FanOutStore {
  constructor(
    private readonly sql: Sql,
    private readonly order: OrderStore,
  ) {}

  /** In the transaction at hand. @returns whether there is something to deliver */
  async write(messages: readonly NewMessage[]): Promise<boolean> {
    if (messages.length === 0) return false;
    await this.order.lock(messages.map(({ partnerId }) => partnerId));
    const rows = messages.map((message, place) => ({
      ...{ place, id: message.id, day: message.day, partner_id: message.partnerId, type: message.type },
      ...{ subject: message.subject, version: message.version, occurred_at: message.occurredAt },
      ...{ body: message.body, trace_id: message.traceId, except_endpoint_id: message.exceptEndpointId },
    }));
    const made = await this.sql.rows<{ endpointId: string; subject: string }>(FAN_OUT, [
      JSON.stringify(rows),
    ]);
    await this.arrange(made);
    return made.length > 0;
  }

  /**
   * Partners with an endpoint that takes the type.
   * @param priceGroup those of this price group alone
   */
  async subscribersOf(type: string, priceGroup?: string): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select distinct partner_id as id from endpoint
        where status <> 'deleted' and webhook_takes(event_types, $1)
          and ($2::text is null
               or partner_id in (select p.partner_id from partner_price_group p where p.price_group = $2))
        order by 1`,
      [type, priceGroup ?? null],
    );
    return rows.map(({ id }) => id);
  }

  private async arrange(made: readonly { endpointId: string; subject: string }[]): Promise<void> {
    if (made.length === 0) return;
    const ids = [...new Set(made.map(({ endpointId }) => endpointId))];
    const ordered = await this.sql.rows<{ id: string }>(
      `select id from endpoint where id = any($1::uuid[]) and ordering = 'subject'`,
      [ids],
    );
    for (const { id } of ordered) {
      const subjects = made.flatMap(({ endpointId, subject }) => (endpointId === id ? subject : []));
      await this.order.arrange(id, [...new Set(subjects)]);
    }
  }
}

/** Of a partner and an event always the same, and nothing by which two partners see that they are told of the same. */
export function messageIdOf(eventId: string, partnerId: string): string {
  const digest = createHash('sha256').update(`${eventId} ${partnerId}`).digest('hex');
  return `evt_${digest.slice(0, 32)}`;
}
