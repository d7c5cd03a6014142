import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Company, customerBody, local } from '../system/company';
import { eventually, type Office } from '../system/office';
import type { Page } from '../system/views';

interface Endpoint {
  readonly id: string;
  readonly status: string;
  readonly secret: string;
}

interface Event {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: { readonly reservationId?: string; readonly branchId?: string; readonly reference?: string };
}

const ENDPOINTS = '/api/v1/webhook-endpoints';

/** A partner's system on a real socket. It keeps what was signed with its secret, and nothing else. */
class PartnerSystem {
  readonly events: Event[] = [];
  secret = '';
  private server: Server | undefined;
  private port = 0;

  async up(): Promise<void> {
    this.server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => (text += part));
      request.on('end', () => {
        try {
          const headers = request.headers as Record<string, string>;
          this.events.push(new Webhook(this.secret).verify(text, headers) as Event);
          response.writeHead(204).end();
        } catch {
          response.writeHead(401).end();
        }
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/houtai`;
  }

  async hears(type: string, reservationId: string): Promise<Event> {
    for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const event = this.events.find((one) => one.type === type && one.data.reservationId === reservationId);
      if (event) return event;
      if (Date.now() > end) throw new Error(`${type} of ${reservationId} did not come`);
    }
  }
}

/** A partner makes a key and an endpoint, books, and hears of it, signed; what it missed while it was down is sent again. */
export function webhooksJourney(office: () => Office): void {
  describe('a partner that is told by webhooks', () => {
    const day = '2026-08-12';
    const time = local(day, '10:00');
    const system = new PartnerSystem();
    let company: Company;
    let partnerId: string;
    let key: string;
    let endpoint: Endpoint;

    /** The partner's system, with its key. */
    const asks = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const headers = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() };
      const ask = { ...(body === undefined ? {} : { body }), headers, time };
      const answer = await office().as(null).ask<T>(method, path, ask);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    };
    const book = (reference: string, from: string) => {
      const wish = company.wish(local(from, '09:00'), local(from, '18:00'));
      const customer = { ...customerBody(), consent: { textVersion: '2026-01' } };
      return asks<{ id: string; status: string }>('POST', '/api/v1/reservations', {
        ...wish,
        customer,
        reference,
      });
    };

    beforeAll(async () => {
      await office().clock(local(day, '08:00'));
      company = await new Company(office(), { day, code: 'TOLD', vehicles: 3 }).found();
      await system.up();
      const manager = office().as('operations-manager');
      const { id } = await manager.post<{ id: string }>('/api/v1/partners', {
        body: {
          code: 'told-tours',
          name: '听途 Told Tours',
          contract: { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' },
          contacts: [{ name: '沈一', email: 'shen@told.example' }],
        },
      });
      partnerId = id;
      const scopes = ['reservations:read', 'reservations:write', 'webhooks:read', 'webhooks:write'];
      const made = await manager.post<{ key: string }>('/api/v1/api-keys', {
        body: { partnerId, name: 'booking engine', scopes },
      });
      key = made.key;
    });
    afterAll(() => system.down());

    it('has an endpoint that answers a signed test', async () => {
      const types = await asks<{ items: { type: string }[] }>('GET', '/api/v1/webhook-event-types');
      expect(types.items.map(({ type }) => type)).toContain('reservation.confirmed');
      endpoint = await asks<Endpoint>('POST', ENDPOINTS, { url: system.url, eventTypes: ['*'] });
      expect(endpoint).toMatchObject({ status: 'pending', partnerId });
      system.secret = endpoint.secret;
      const tested = await asks('POST', `${ENDPOINTS}/${endpoint.id}/test`);
      expect(tested).toMatchObject({ taken: true, endpoint: { status: 'active' } });
      for (const role of ['accountant', 'partner-agent', null])
        expect([401, 403]).toContain((await office().as(role).refused('GET', ENDPOINTS)).status);
      const stranger = office().as('partner-admin');
      expect((await stranger.refused('GET', `${ENDPOINTS}/${endpoint.id}`)).status).toBe(404);
    });

    it('books, and hears of it under its own number; of what others book it hears nothing', async () => {
      await company.reserve(
        await company.customer(),
        company.wish(local('2026-08-14', '09:00'), local('2026-08-14', '18:00')),
        { time },
      );
      const { id } = await book('TOLD-1', '2026-08-14');
      const submitted = await system.hears('reservation.submitted', id);
      const confirmed = await system.hears('reservation.confirmed', id);
      expect(confirmed.data.reference).toBe('TOLD-1');
      expect(confirmed.version).toBeGreaterThan(submitted.version);
      expect(new Set(system.events.flatMap(({ data }) => data.reservationId ?? []))).toEqual(new Set([id]));
      const path = `/api/v1/webhook-deliveries?messageId=${confirmed.id}`;
      const deliveries = async () =>
        (await asks<Page<{ state: string; attempts: number }>>('GET', path)).items;
      // the answer came before it is written down
      const [delivery] = await eventually(deliveries, ([one]) => one?.state === 'delivered');
      expect(delivery?.attempts).toBe(1);
    });

    it('hears of new prices and branches', async () => {
      const { branchId } = await new Company(office(), { day, code: 'HEARD', vehicles: 0 }).found();
      const opened = () =>
        system.events.find(({ type, data }) => type === 'branch.opened' && data.branchId === branchId);
      expect(await eventually(() => Promise.resolve(opened()), Boolean)).toBeDefined();
      expect(system.events.map(({ type }) => type)).toContain('price-list.changed');
    });

    it('that was down gets what it missed, under the id it would have had', async () => {
      const since = new Date(Date.now() - 60_000).toISOString();
      await system.down();
      const { id } = await book('TOLD-2', '2026-08-15');
      const missed = async () => {
        const { items } = await asks<Page<Event>>(
          'GET',
          `/api/v1/events?from=${since}&type=reservation.confirmed`,
        );
        return items.find(({ data }) => data.reservationId === id);
      };
      const listed = await eventually(missed, Boolean);
      await system.up();
      const replay = await asks<{ id: string }>('POST', `${ENDPOINTS}/${endpoint.id}/recover`, { since });
      expect((await system.hears('reservation.confirmed', id)).id).toBe(listed?.id);
      expect(await asks('GET', `/api/v1/webhook-replays/${replay.id}`)).toMatchObject({
        endpointId: endpoint.id,
      });
      expect(new Set(system.events.map(({ id: message }) => message)).size).toBe(system.events.length);
    });

    it('goes on hearing of its bookings when the key they were made with is revoked in between', async () => {
      await system.down();
      const { id } = await book('TOLD-3', '2026-08-16');
      const manager = office().as('operations-manager');
      const { items } = await manager.get<Page<{ id: string }>>(`/api/v1/api-keys?partnerId=${partnerId}`);
      for (const { id: keyId } of items) await manager.post(`/api/v1/api-keys/${keyId}/revoke`);
      await office().settled();
      await system.up();
      expect((await system.hears('reservation.confirmed', id)).data.reference).toBe('TOLD-3');
    });
  });
}
