import { brokenPromises, nameOf, type Happened } from './delivery-promise';
import type { Receiver } from './receiver';
import type { Answered, Shown } from './shown';

const TYPE = 'reservation.confirmed';
const SETTLED_WITHIN_MS = 30_000;

/** What is asked of the service. */
interface Service {
  as<Body = Shown>(partner: string, method: string, path: string, body?: unknown): Promise<Answered<Body>>;
  sql<Row>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  states(): Promise<Record<string, number>>;
}

interface Watched {
  readonly id: string;
  readonly partner: string;
  readonly url: string;
  readonly ordering: string;
  readonly eventTypes: readonly string[];
  /** How much had happened when it was made. */
  readonly from: number;
}

/** Keeps account of what happened and to whom it had to be told, without asking the service. */
export class PromiseWatch {
  private readonly happened: (Happened & { partner: string | null })[] = [];
  private readonly versions = new Map<string, number>();
  private readonly endpoints: Watched[] = [];
  private readonly secrets = new Map<string, string[]>();

  /** A further event of a reservation was put on the bus. */
  note(reservationId: string, partner: string | null): void {
    const version = (this.versions.get(reservationId) ?? 0) + 1;
    this.versions.set(reservationId, version);
    this.happened.push({ subject: `reservation/${reservationId}`, version, partner });
  }

  noteEndpoint(partner: string, { id, url, ordering, eventTypes }: Shown): void {
    const types = eventTypes as string[];
    const from = this.happened.length;
    this.endpoints.push({
      id,
      partner,
      url: String(url),
      ordering: String(ordering),
      eventTypes: types,
      from,
    });
  }

  /** An answer may show a secret; no later one will. */
  noteAnswer(body: unknown): void {
    const { id, secret } = (body ?? {}) as { id?: unknown; secret?: unknown };
    if (typeof id !== 'string' || typeof secret !== 'string') return;
    this.secrets.set(id, [...(this.secrets.get(id) ?? []), secret]);
  }

  /** Lets everything come that is held, then looks at every endpoint of these receivers that is there. */
  async broken(service: Service, receivers: readonly Receiver[]): Promise<string[]> {
    for (const receiver of receivers) await receiver.heal();
    const ports = receivers.map(({ port }) => String(port));
    const endpoints = (await this.remaining(service)).filter(({ url }) => ports.includes(new URL(url).port));
    for (const { id, partner } of endpoints) {
      const path = `/api/v1/webhook-endpoints/${id}`;
      const { body } = await service.as(partner, 'GET', path);
      if (['paused', 'disabled'].includes(body.status)) await service.as(partner, 'POST', `${path}/resume`);
    }
    await allCome(service, endpoints);
    const found: string[] = [];
    for (const endpoint of endpoints) found.push(...(await this.brokenAt(endpoint, service, receivers)));
    return found;
  }

  private async remaining(service: Service): Promise<Watched[]> {
    const there = await service.sql<{ id: string }>(
      `select e.id from endpoint e where e.status <> 'deleted' and not exists (
         select from partner_standing p where p.partner_id = e.partner_id and p.status <> 'active')`,
    );
    return this.endpoints.filter(({ id }) => there.some((row) => row.id === id));
  }

  private async brokenAt(
    endpoint: Watched,
    service: Service,
    receivers: readonly Receiver[],
  ): Promise<string[]> {
    const { id, partner, url, ordering, eventTypes, from } = endpoint;
    const { port, pathname } = new URL(url);
    const receiver = receivers.find((one) => String(one.port) === port);
    if (!receiver) return [];
    const wanted = eventTypes.some((type) => [TYPE, 'reservation.*', '*'].includes(type));
    const isOwn = (one: { partner: string | null }) => one.partner === partner;
    const arrivals = receiver.events().filter(({ path, body }) => path === pathname && body.type === TYPE);
    const givenUp = (state: string) =>
      everyPage(
        service,
        partner,
        `/api/v1/webhook-deliveries?endpointId=${id}&state=${state}&limit=200`,
        ({ messageId }) => String(messageId),
      );
    return brokenPromises({
      happened: this.happened.filter(isOwn),
      owed: wanted ? this.happened.slice(from).filter(isOwn) : [],
      arrivals: arrivals.map(({ body, ...arrival }) => ({
        ...arrival,
        subject: body.subject,
        version: body.version,
        status: arrival.status,
      })),
      givenUp: new Set([...(await givenUp('exhausted')), ...(await givenUp('cancelled'))]),
      listed: new Map(
        await everyPage(service, partner, `/api/v1/events?type=${TYPE}&limit=200`, (event) => [
          nameOf(event as unknown as Happened),
          event.id,
        ]),
      ),
      secrets: this.secrets.get(id) ?? [],
      isOrdered: ordering === 'subject',
    });
  }
}

/** No wait of a retry or a breaker is waited for; what another worker holds is. */
async function allCome(service: Service, endpoints: readonly Watched[]): Promise<void> {
  const ids = endpoints.map(({ id }) => id);
  for (
    const end = Date.now() + SETTLED_WITHIN_MS;
    ;
    await new Promise((resolve) => setTimeout(resolve, 50))
  ) {
    await service.sql(
      `update endpoint_health set breaker_open_until = null, recent = '[]'
        where breaker_open_until is not null`,
    );
    await service.sql(
      `update delivery set due_at = now() where state = 'waiting' and endpoint_id = any($1::uuid[])`,
      [ids],
    );
    const [{ open } = { open: 0 }] = await service.sql<{ open: number }>(
      `select count(*)::int as open from delivery
        where endpoint_id = any($1::uuid[]) and (state = 'in-flight' or (state = 'waiting' and not blocked))`,
      [ids],
    );
    if (open === 0) return;
    if (Date.now() > end) throw new Error(`still open: ${JSON.stringify(await service.states())}`);
  }
}

async function everyPage<T>(
  service: Service,
  partner: string,
  path: string,
  read: (item: Shown) => T,
): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | null | undefined = ''; typeof after === 'string';) {
    const more: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const { body }: { body: { items: Shown[]; next?: string | null } } = await service.as(
      partner,
      'GET',
      path + more,
    );
    found.push(...body.items.map(read));
    after = body.next;
  }
  return found;
}
