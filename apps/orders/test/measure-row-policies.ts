/* What a partner's request costs with row policies, against the same one without:
 * node -r ./libs/testing/load-typescript.cjs apps/orders/test/measure-row-policies.ts
 * Requests in turn, orders and the caller in one process; the caller's share makes the ratio kinder. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { startPostgresNode } from '@houtai/testing';
import { currentCall, GuardedPool, runInCall, UnitOfWork } from '@houtai/messaging';
import { Partner } from './a-partner';
import { NOW, Shop, WISH } from './a-running-shop';

const PAIRS = 1_000;
const WARM_UP = 100;
const ROWS = 50_000;

type Work = () => Promise<{ status: number }>;

/** Requests of partners run as the service while this is off. */
let policies = true;

async function main(): Promise<void> {
  const postgres = await startPostgresNode();
  process.env.HOUTAI_TEST_POSTGRES_URL = postgres.adminUrl;
  const shop = await Shop.open();
  letPoliciesBeSwitchedOff(shop);
  try {
    const partner = new Partner(shop, 1);
    const known = await partner.knows();
    const { id } = await partner.books(known);
    await fill(shop, id);
    for (let n = 0; n < 20; n += 1) await partner.submit(known);
    const works: Record<string, Work> = {
      'GET reservations/:id': () => partner.get(`reservations/${id}`),
      'GET reservations?limit=20': () => partner.get('reservations?limit=20'),
      'POST reservations': () => partner.submit(known),
      'POST reservations, with a key': () =>
        partner.ask('POST', 'reservations', {
          body: { ...WISH, customerId: known },
          headers: { 'idempotency-key': randomUUID() },
        }),
    };
    for (const [name, work] of Object.entries(works)) await compare(name, work);
  } finally {
    await shop.service.close();
    await postgres.stop();
  }
}

function letPoliciesBeSwitchedOff({ service }: Shop): void {
  const unitOfWork = service.running.app.get(UnitOfWork, { strict: false }) as unknown as {
    begin(...args: unknown[]): unknown;
    sql: { partners(): unknown };
  };
  const begin = unitOfWork.begin.bind(unitOfWork);
  const partners = unitOfWork.sql.partners;
  const asService = <T>(work: () => T) =>
    runInCall({ correlationId: '', ...currentCall(), partnerId: undefined }, work);
  unitOfWork.begin = (...args) => (policies ? begin(...args) : asService(() => begin(...args)));
  unitOfWork.sql.partners = () => (policies ? partners() : undefined);
  const connect = GuardedPool.prototype.connect as (...args: unknown[]) => unknown;
  GuardedPool.prototype.connect = function (this: GuardedPool, ...args: unknown[]) {
    return policies ? connect.apply(this, args) : asService(() => connect.apply(this, args));
  } as never;
}

/** Rows of the house and of 500 other partners. */
async function fill({ service }: Shop, id: string): Promise<void> {
  await service.sql(
    `insert into customer_partner_link (link_id, partner_id, customer_id, linked_at)
     select gen_random_uuid(), gen_random_uuid(), customer_id, now() from customer, generate_series(1, 500)`,
  );
  const { rows } = {
    rows: await service.sql<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = 'reservation'
       and column_name not in ('reservation_id', 'partner_id', 'partner_customer_id', 'reference')`,
    ),
  };
  const columns = rows.map(({ column_name: name }) => name).join(', ');
  await service.sql(
    `insert into reservation (reservation_id, partner_id, partner_customer_id, ${columns})
     select gen_random_uuid(), l.partner_id, l.link_id, ${columns.replaceAll(/(\w+)/g, 'r.$1')}
       from reservation r, generate_series(1, ${ROWS}) s(i)
       join (select *, row_number() over () as n from customer_partner_link) l on l.n = 1 + i % 500
      where r.reservation_id = $1`,
    [id],
  );
  await service.sql('analyze');
}

/** One request with and one without in turn: what else the machine does hits both. */
async function compare(name: string, work: Work): Promise<void> {
  const took = { with: [] as number[], without: [] as number[] };
  for (let pair = -WARM_UP; pair < PAIRS; pair += 1) {
    for (const on of pair % 2 === 0 ? [true, false] : [false, true]) {
      policies = on;
      const began = performance.now();
      const { status } = await work();
      if (status >= 300) throw new Error(`${name} answered ${status} at ${NOW}`);
      if (pair >= 0) took[on ? 'with' : 'without'].push((performance.now() - began) * 1_000);
    }
  }
  const figures = [0.1, 0.25, 0.5].map((share) => {
    const [on, off] = [quantile(took.with, share), quantile(took.without, share)];
    return `p${share * 100} ${on.toFixed(0)} / ${off.toFixed(0)} us (${(off / on).toFixed(3)})`;
  });
  process.stdout.write(`${name}: with / without (rate) ${figures.join(', ')}\n`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

void main();
