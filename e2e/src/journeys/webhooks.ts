import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { Page } from '../system/views';

interface Endpoint {
  readonly id: string;
  readonly status: string;
  readonly secret: string;
}

interface Event {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly classCode?: string };
}

const PARTNER = '0196f3a0-0000-7000-8000-00000000e2e1';
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

  async hears(type: string, classCode: string): Promise<Event> {
    for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const event = this.events.find((one) => one.type === type && one.data.classCode === classCode);
      if (event) return event;
      if (Date.now() > end) throw new Error(`${type} of ${classCode} did not come`);
    }
  }
}

/** A partner's endpoint is told what is new, signed; what it missed while it was down is sent again. */
export function webhooksJourney(office: () => Office): void {
  describe('a partner that is told by webhooks', () => {
    const day = '2026-08-12';
    const partner = new PartnerSystem();
    const manager = () => office().as('operations-manager');
    let endpoint: Endpoint;

    beforeAll(async () => {
      await office().clock(local(day, '08:00'));
      await partner.up();
    });
    afterAll(() => partner.down());

    it('has an endpoint that answers a signed test', async () => {
      const types = await manager().get<{ items: { type: string }[] }>('/api/v1/webhook-event-types');
      expect(types.items.map(({ type }) => type)).toContain('price-list.changed');
      const body = { partnerId: PARTNER, url: partner.url, eventTypes: ['price-list.*'] };
      endpoint = await manager().post<Endpoint>(ENDPOINTS, { body });
      expect(endpoint.status).toBe('pending');
      partner.secret = endpoint.secret;
      const tested = await manager().post<{ taken: boolean; endpoint: Endpoint }>(
        `${ENDPOINTS}/${endpoint.id}/test`,
      );
      expect(tested).toMatchObject({ taken: true, endpoint: { status: 'active' } });
      for (const role of ['accountant', 'partner-agent', null])
        expect([401, 403]).toContain((await office().as(role).refused('GET', ENDPOINTS)).status);
    });

    it('hears of new prices', async () => {
      const { classCode } = await new Company(office(), { day, code: 'HEARD', vehicles: 1 }).found();
      const event = await partner.hears('price-list.changed', classCode);
      const path = `/api/v1/webhook-deliveries?messageId=${event.id}`;
      const { items } = await manager().get<Page<{ state: string; attempts: number }>>(path);
      expect(items).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    });

    it('that was down gets what it missed, under the id it would have had', async () => {
      const since = new Date(Date.now() - 60_000).toISOString();
      await partner.down();
      const { classCode } = await new Company(office(), { day, code: 'MISSED', vehicles: 1 }).found();
      const listed = await manager().get<Page<Event>>(`/api/v1/events?partnerId=${PARTNER}&from=${since}`);
      const missed = listed.items.find(({ data }) => data.classCode === classCode);
      await partner.up();
      await manager().post(`${ENDPOINTS}/${endpoint.id}/recover`, { body: { since } });
      expect((await partner.hears('price-list.changed', classCode)).id).toBe(missed?.id);
    });
  });
}
