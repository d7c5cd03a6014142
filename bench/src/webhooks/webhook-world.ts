import type { ApiClient } from '@houtai/tools';
import type { Client } from 'pg';
import type { BenchSystem } from '../system/bench-system';
import { percentile } from '../statistics';
import type { Told } from '../system/event-source';
import type { Sink } from './sink';

export interface BenchEndpoint {
  readonly id: string;
  readonly partnerId: string;
  /** At the sink. */
  readonly path: string;
}

/** About as long as what partners are told of a reservation. */
const BODY = JSON.stringify({
  id: `evt_${'0'.repeat(32)}`,
  type: 'reservation.ready',
  apiVersion: 'v1',
  timestamp: '2027-01-01T00:00:00.000Z',
  subject: 'reservation/01900000-0000-7000-8000-000000000001',
  version: 4,
  data: {
    reservationId: '01900000-0000-7000-8000-000000000001',
    reference: 'T-2027-0117',
    note: 'x'.repeat(300),
  },
});

/** Written as the fan-out writes them, many at a time and without its events. */
const WAITING = `
  with told as (
    insert into message (day, id, partner_id, type, subject, version, occurred_at, body)
    select (now() at time zone 'UTC')::date, 'evt_' || replace(gen_random_uuid()::text, '-', ''), $1, 'reservation.ready',
           'reservation/' || gen_random_uuid(), 1, now(), $2
      from generate_series(1, $3::int)
    returning *
  )
  insert into delivery (id, message_id, message_day, seq, endpoint_id, partner_id, type, subject, version, state, due_at)
  select webhook_new_id(), id, day, seq, $4, $1, type, subject, version, 'waiting', clock_timestamp() from told`;

let partners = 0;

/** Partners with endpoints at the sink, and what the service's own log says of their deliveries. */
export class WebhookWorld {
  private constructor(
    private readonly api: ApiClient,
    private readonly database: Client,
    private readonly sink: Sink,
    readonly bodyBytes: number,
  ) {}

  static async open(system: BenchSystem, api: ApiClient, sink: Sink): Promise<WebhookWorld> {
    return new WebhookWorld(api, await system.database('webhooks'), sink, Buffer.byteLength(BODY));
  }

  get body(): string {
    return BODY;
  }

  async partner(): Promise<string> {
    partners += 1;
    const code = `bench-${partners}-${Date.now().toString(36)}`;
    const contract = { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' };
    const contacts = [{ name: 'Bench', email: 'bench@partner.example' }];
    const body = { code, name: code, contract, contacts };
    return (await this.api.post<{ id: string }>('/api/v1/partners', { body })).id;
  }

  /** One that is active. @param hangs its receiver never answers from then on */
  async endpoint(partnerId: string, name: string, { hangs = false } = {}): Promise<BenchEndpoint> {
    const path = hangs ? `/hang/${name}` : `/${name}`;
    const body = {
      partnerId,
      url: this.sink.url + path,
      eventTypes: ['reservation.*'],
      mostInFlight: hangs ? 4 : 32,
    };
    const { id } = await this.api.post<{ id: string }>('/api/v1/webhook-endpoints', { body });
    // a receiver that hangs would not answer the test either
    if (hangs) await this.database.query(`update endpoint set status = 'active' where id = $1`, [id]);
    else await this.api.post(`/api/v1/webhook-endpoints/${id}/test`);
    return { id, partnerId, path };
  }

  /** So many wait for an endpoint, due now. */
  async wait({ id, partnerId }: BenchEndpoint, count: number): Promise<void> {
    await this.database.query(WAITING, [partnerId, BODY, count, id]);
  }

  /** Endpoints that are not measured any more get nothing. */
  async remove(endpoints: readonly BenchEndpoint[]): Promise<void> {
    for (const { id } of endpoints) {
      await this.database.query(
        `update delivery set state = 'cancelled' where endpoint_id = $1 and state <> 'delivered'`,
        [id],
      );
      await this.database.query(`update endpoint set status = 'deleted' where id = $1`, [id]);
    }
  }

  /** ms from the commit of each event to the begin of its first attempt at each of these endpoints. */
  async lags(told: readonly Told[], endpoints: readonly BenchEndpoint[]): Promise<number[]> {
    const committed = new Map(told.map(({ reservationId, committedAt }) => [reservationId, committedAt]));
    const { rows } = await this.database.query<{ subject: string; at: number }>(
      `select d.subject, (extract(epoch from min(a.started_at)) * 1000)::float8 as at
         from delivery d join attempt a on a.delivery_id = d.id where d.endpoint_id = any($1::uuid[])
        group by d.id, d.subject`,
      [endpoints.map(({ id }) => id)],
    );
    return rows.flatMap(({ subject, at }) => {
      const from = committed.get(subject.replace('reservation/', ''));
      return from === undefined ? [] : [at - from];
    });
  }
}

/** For the log: the middle and the end of some lags, ms. */
export function lagText(lags: readonly number[]): string {
  const at = (share: number) => Math.round(percentile(lags, share));
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms of ${lags.length}`;
}
