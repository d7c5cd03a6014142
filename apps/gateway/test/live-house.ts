import { randomUUID } from 'node:crypto';
import type { TestHttp } from '@houtai/testing';
import { reservationConfirmedV1, vehicleGroundedV1 } from '@houtai/event-catalogue';
import { LiveStreams } from '../src/live/live-streams.service';
import { startBeside, type GatewayUnderTest } from './gateway-under-test';

/** One more instance of a gateway, on the same database and bus. */
export interface Instance {
  readonly url: string;
  readonly http: TestHttp;
  /** Streams it has open. */
  streams(): number;
  close(): Promise<void>;
}

export async function startInstance(
  first: GatewayUnderTest,
  env: Record<string, string> = {},
): Promise<Instance> {
  const { running, url, http, close } = await startBeside(first, env);
  const streams = running.app.get(LiveStreams, { strict: false });
  return { url, http, streams: () => streams.size, close };
}

export function streamsOf(gateway: GatewayUnderTest): number {
  return gateway.running.app.get(LiveStreams, { strict: false }).size;
}

/** Reservations that are confirmed, as orders tells it, the house's own unless said otherwise; their ids in order. */
export async function confirm(
  gateway: GatewayUnderTest,
  count = 1,
  data: Record<string, unknown> = {},
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await gateway.publish(
    ids.map((key) => ({
      event: reservationConfirmedV1,
      key,
      aggregateVersion: 1,
      data: { ...reservationConfirmedV1.sample, partnerId: undefined, reservationId: key, ...data },
    })),
  );
  return ids;
}

export async function ground(gateway: GatewayUnderTest): Promise<string> {
  const key = randomUUID();
  const data = { ...vehicleGroundedV1.sample, vehicleId: key };
  await gateway.publish({ event: vehicleGroundedV1, key, aggregateVersion: 1, data });
  return key;
}

/** So many events at once, as long as events are at most. */
export async function flood(gateway: GatewayUnderTest, count: number): Promise<void> {
  await gateway.sql(
    `with head as (update live_head set last_id = last_id + $1 returning last_id - $1 as before)
     insert into live_event (id, topic, type, subject, version, branch_ids)
     select before + n, 'reservations', 'reservation-confirmed', repeat('x', 200), 1, '{}'
       from head, generate_series(1, $1::int) n`,
    [count],
  );
}
