import { Client } from 'pg';
import { dropDatabase, provisionBus, provisionDatabases } from './provision-databases';
import type { ServiceDatabase } from './service-roles';

const admin = process.env.HOUTAI_TEST_POSTGRES_URL ?? '';
const databases = { orders: 'provision_orders', 'customer-service': 'provision_service' };

async function query(url: string, sql: string, role = 'none'): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, options: `-c role=${role}` });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('provisioning databases', () => {
  let orders: ServiceDatabase;
  let service: ServiceDatabase;

  beforeAll(async () => {
    const made = await provisionDatabases(admin, ['orders', 'customer-service'], databases);
    orders = made['orders']!;
    service = made['customer-service']!;
    await query(orders.ownerUrl, `create table rental (id int generated always as identity, note text)`);
  });

  afterAll(async () => {
    for (const database of Object.values(databases)) await dropDatabase(admin, database);
  });

  it('gives the same addresses when it is done again, also at the same time', async () => {
    const again = await Promise.all([1, 2, 3].map(() => provisionDatabases(admin, ['orders'], databases)));
    for (const each of again) expect(each['orders']).toEqual(orders);
  });

  it('lets the service read and write rows of tables made later', async () => {
    await query(orders.appUrl, `insert into rental (note) values ('a'); update rental set note = 'b'`);
    expect(await query(orders.appUrl, 'select note from rental')).toEqual([{ note: 'b' }]);
    await query(orders.appUrl, 'delete from rental');
  });

  it.each([
    ['make a table', 'create table mine (id int)'],
    ['change one', 'alter table rental add column extra int'],
    ['empty one', 'truncate rental'],
    ['drop one', 'drop table rental'],
  ])('does not let the service %s', async (_what, sql) => {
    await expect(query(orders.appUrl, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  describe('for partners', () => {
    const asPartner = (sql: string) => query(orders.appUrl, sql, 'orders_partner');

    it('gives the service a role that nobody signs in as, and that may do nothing', async () => {
      const url = new URL(orders.appUrl);
      url.username = 'orders_partner';
      await expect(query(url.toString(), 'select 1')).rejects.toThrow(
        /not permitted to log in|authentication/,
      );
      await expect(asPartner('select note from public.rental')).rejects.toThrow(
        'permission denied for schema public',
      );
      await expect(asPartner('create temporary table mine (id int)')).rejects.toThrow('permission denied');
    });

    it('gives the service none of its rights before it becomes that role', async () => {
      await query(
        orders.ownerUrl,
        'create table for_partners (id int); revoke all on for_partners from orders_app',
      );
      await query(
        orders.ownerUrl,
        'grant usage on schema public to orders_partner; grant select on for_partners to orders_partner',
      );
      await expect(query(orders.appUrl, 'select * from for_partners')).rejects.toThrow('permission denied');
      await expect(asPartner('select * from for_partners')).resolves.toEqual([]);
    });

    it('lets no other service become it', async () => {
      await expect(query(service.appUrl, 'set role orders_partner')).rejects.toThrow('permission denied');
    });
  });

  it('keeps services out of each other’s databases', async () => {
    const foreign = new URL(service.appUrl);
    foreign.pathname = `/${databases.orders}`;
    await expect(query(foreign.toString(), 'select 1')).rejects.toThrow(/permission denied for database/);
  });

  it('lets migrations add the extension that exclusion constraints need', async () => {
    await query(orders.ownerUrl, 'create extension if not exists btree_gist');
  });

  it('makes a database for the embedded bus', async () => {
    const url = await provisionBus(admin, 'provision_bus');
    expect(await provisionBus(admin, 'provision_bus')).toBe(url);
    await query(url, 'create table log (id int)');
    await dropDatabase(admin, 'provision_bus');
  });
});
