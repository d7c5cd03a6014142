import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '@houtai/tools';
import type { Client } from 'pg';
import { Webhook } from 'standardwebhooks';

const ENDPOINTS = '/api/v1/webhook-endpoints';
const REST_MS = 60_000;

interface Arrival {
  readonly id: string;
  /** Subject, version and type: what it tells of. */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
  readonly isSigned: boolean;
  readonly isReplay: boolean;
}

/** Events of orders about a partner's reservations, as partners are told of them. */
const OWED = `
  select 'reservation/' || key || ' v' || aggregate_version || ' ' || regexp_replace(type, '^houtai\\.orders\\.reservation-', '') as name
    from event_log
   where topic = 'houtai.orders.reservation' and data::json ->> 'partnerId' = $1
     and regexp_replace(type, '^houtai\\.orders\\.reservation-(.*)\\.v1$', '\\1') = any($2)`;
const TOLD = [
  'submitted',
  'confirmed',
  'rejected',
  'expired',
  'changed',
  'change-refused',
  'cancelled',
  'no-show',
];

/** A partner that books with its key, and whose system is told by webhooks, in the order of versions. */
export class ListeningPartner {
  private readonly arrivals: Arrival[] = [];
  private server: Server | undefined;
  private port = 0;
  private secret = '';
  private endpointId = '';
  key = '';
  private id = '';

  private constructor(private readonly api: ApiClient) {}

  static async open(api: ApiClient): Promise<ListeningPartner> {
    const partner = new ListeningPartner(api);
    await partner.up();
    await partner.register();
    return partner;
  }

  /** Nobody listens at its address. */
  async down(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  async up(): Promise<void> {
    this.server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => (text += part));
      request.on('end', () => {
        this.note(text, request.headers as Record<string, string>);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** As a partner does that is back: what was missed is sent, what waits is tried now. */
  async recover(since: Date): Promise<void> {
    const body = { since: since.toISOString() };
    await this.api.post(`${ENDPOINTS}/${this.endpointId}/recover`, { body });
  }

  /**
   * How the promise of webhooks was broken, in words: every public event is delivered at least once or stands as exhausted,
   * always under one id, signed, and in order of version per subject.
   */
  async brokenPromises(orders: Client, webhooks: Client): Promise<string[]> {
    const open = await this.rest(webhooks);
    const { rows } = await orders.query<{ name: string }>(OWED, [this.id, TOLD]);
    const exhausted = await webhooks.query<{ name: string }>(
      `select subject || ' v' || version as name from delivery where endpoint_id = $1 and state = 'exhausted'`,
      [this.endpointId],
    );
    const given = new Set(exhausted.rows.map(({ name }) => name));
    const came = new Set(this.arrivals.map(({ name }) => name));
    const lost = rows.filter(({ name }) => !came.has(nameOf(name)) && !given.has(nameOf(name)));
    return [
      ...(open === 0 ? [] : [`${open} deliveries are still open`]),
      ...(rows.length > 0 ? [] : ['nothing happened that the partner is to be told of']),
      ...(lost.length === 0 ? [] : [`${lost.length} events were never told, as ${lost[0]?.name}`]),
      ...this.renamed(),
      ...this.disordered(),
      ...this.arrivals.filter(({ isSigned }) => !isSigned).map(({ name }) => `${name} came unsigned`),
    ].slice(0, 5);
  }

  /** Waits until nothing is on its way. @returns how much still is */
  private async rest(webhooks: Client): Promise<number> {
    for (const until = Date.now() + REST_MS; ; await sleep(250)) {
      const { rows } = await webhooks.query<{ open: number }>(
        `select count(*)::int as open from delivery where endpoint_id = $1 and state in ('waiting', 'in-flight')`,
        [this.endpointId],
      );
      const open = rows[0]?.open ?? 0;
      if (open === 0 || Date.now() > until) return open;
    }
  }

  private renamed(): string[] {
    const ids = new Map<string, string>();
    return this.arrivals.flatMap(({ id, name }) => {
      const before = ids.get(name) ?? id;
      ids.set(name, before);
      return before === id ? [] : [`${name} came as ${before} and as ${id}`];
    });
  }

  private disordered(): string[] {
    const reached = new Map<string, number>();
    return this.arrivals.flatMap(({ name, subject, version, isReplay }) => {
      if (isReplay) return [];
      const before = reached.get(subject) ?? 0;
      reached.set(subject, Math.max(before, version));
      return version < before ? [`${name} came after v${before}`] : [];
    });
  }

  private note(text: string, headers: Record<string, string>): void {
    const { id, type, subject, version } = JSON.parse(text) as Arrival & { type: string };
    if (!type.startsWith('reservation.')) return;
    const isReplay = headers['webhook-replay'] === 'true';
    const isSigned = verifies(this.secret, text, headers);
    this.arrivals.push({ id, name: `${subject} v${version}`, subject, version, isSigned, isReplay });
  }

  private async register(): Promise<void> {
    const contract = { priceGroup: 'agency', mostOpenReservations: 1_000, identityCheck: 'at-pick-up' };
    const contacts = [{ name: '沈一', email: 'shen@listening.example' }];
    const body = { code: 'listening-tours', name: 'Listening Tours', contract, contacts };
    this.id = (await this.api.post<{ id: string }>('/api/v1/partners', { body })).id;
    const wish = { partnerId: this.id, name: 'engine', scopes: ['reservations:read', 'reservations:write'] };
    this.key = (await this.api.post<{ key: string }>('/api/v1/api-keys', { body: wish })).key;
    const endpoint = {
      partnerId: this.id,
      url: `http://127.0.0.1:${this.port}/hooks`,
      eventTypes: ['reservation.*'],
      ordering: 'subject',
      mostInFlight: 8,
    };
    const made = await this.api.post<{ id: string; secret: string }>(ENDPOINTS, { body: endpoint });
    [this.endpointId, this.secret] = [made.id, made.secret];
    await this.api.post(`${ENDPOINTS}/${made.id}/test`);
  }
}

/** Without the type, which stands there for the reader. */
function nameOf(name: string): string {
  return name.split(' ').slice(0, 2).join(' ');
}

function verifies(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    return Boolean(new Webhook(secret).verify(text, headers));
  } catch {
    return false;
  }
}
