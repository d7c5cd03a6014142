import { reservationConfirmedV1, type ReservationConfirmedV1 } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import {
  fakeToken,
  startTestService,
  testId,
  type TestService,
  type TestServiceSettings,
} from '@houtai/testing';
import { uuidv7 } from 'uuidv7';
import { PromiseWatch } from './promise-watch';
import type { Receiver } from './receiver';
import type { Answered, Shown } from './shown';
import { webhooksDefinition } from '../src/webhooks.definition';

export const PARTNER = testId(9001);
export const OTHER = testId(9002);

/** The service, with what a partner and the bus do to it. */
export interface Webhooks extends TestService {
  /** One request of a partner. */
  as<Body = Shown>(partner: string, method: string, path: string, body?: unknown): Promise<Answered<Body>>;
  /** An endpoint that was tested and is active. */
  endpoint(url: string, wish?: object, partner?: string): Promise<Shown>;
  /** Confirms reservations of a partner. @returns their ids */
  confirm(count?: number, partner?: string | null): Promise<string[]>;
  /** A further event of one reservation. */
  again(reservationId: string, partner?: string): Promise<void>;
  /** A further event of a reservation that the test itself puts on the bus. */
  happens(reservationId: string, partner?: string): void;
  /** All that waits is due now. */
  hurry(): Promise<void>;
  /** Waits until no delivery is open. */
  settled(limitMs?: number): Promise<void>;
  states(): Promise<Record<string, number>>;
  /**
   * Makes the receivers well again, lets everything come that is held, and looks at all their endpoints.
   * @returns how the promise of webhooks was broken, a sentence each
   */
  brokenPromises(...receivers: readonly Receiver[]): Promise<string[]>;
}

export const TEST_NETWORKS = '127.0.0.0/8';

export async function startWebhooks(settings: TestServiceSettings = {}): Promise<Webhooks> {
  const service = await startTestService(webhooksDefinition, {
    ...settings,
    env: { HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: TEST_NETWORKS, ...settings.env },
  });
  return withPartners(service);
}

export function withPartners(service: TestService): Webhooks {
  const watch = new PromiseWatch();
  const as: Webhooks['as'] = async <Body>(partner: string, method: string, path: string, body?: unknown) => {
    const token = await fakeToken({ roles: ['partner-admin'], partner, sub: `user of ${partner}` });
    const answer = await service.http<Body>(method, path, {
      ...(body === undefined ? {} : { body }),
      roles: null,
      headers: { authorization: `Bearer ${token}` },
    });
    watch.noteAnswer(answer.body);
    return { status: answer.status, body: answer.body };
  };
  const confirmed = (reservationId: string, partner: string | null) => {
    const data: ReservationConfirmedV1 & { partnerId?: string } = {
      ...reservationConfirmedV1.sample,
      reservationId,
      ...(partner === null ? {} : { partnerId: partner }),
    };
    return { ...outgoing(reservationConfirmedV1, reservationId, 1, data), id: uuidv7() };
  };
  const states: Webhooks['states'] = async () => {
    const rows = await service.sql<{ state: string; count: number }>(
      'select state, count(*)::int as count from delivery group by 1',
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  const webhooks: Webhooks = {
    ...service,
    as,
    endpoint: async (url, wish = {}, partner = PARTNER) => {
      const made = await as(partner, 'POST', '/api/v1/webhook-endpoints', {
        url,
        eventTypes: ['*'],
        ...wish,
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      const path = `/api/v1/webhook-endpoints/${made.body.id}/test`;
      const tested = await as<{ endpoint: Shown }>(partner, 'POST', path);
      if (tested.body.endpoint.status !== 'active') throw new Error(JSON.stringify(tested.body));
      watch.noteEndpoint(partner, made.body);
      return made.body;
    },
    confirm: async (count = 1, partner = PARTNER) => {
      const ids = Array.from({ length: count }, () => uuidv7());
      await service.publish(ids.map((id) => confirmed(id, partner)));
      for (const id of ids) watch.note(id, partner);
      return ids;
    },
    again: async (reservationId, partner = PARTNER) => {
      await service.publish(confirmed(reservationId, partner));
      watch.note(reservationId, partner);
    },
    happens: (reservationId, partner = PARTNER) => watch.note(reservationId, partner),
    hurry: async () => {
      await service.sql(`update delivery set due_at = now() where state = 'waiting'`);
    },
    settled: async (limitMs = 15_000) => {
      for (const end = Date.now() + limitMs; ;) {
        const { waiting = 0, 'in-flight': inFlight = 0 } = await states();
        if (waiting + inFlight === 0) return;
        if (Date.now() > end) throw new Error(`still open: ${JSON.stringify(await states())}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    states,
    brokenPromises: async (...receivers) => {
      await service.drained();
      return watch.broken(webhooks, receivers);
    },
  };
  return webhooks;
}
