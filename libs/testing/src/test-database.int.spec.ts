import { dropDatabase, provisionDatabases } from '@houtai/infrastructure';
import { Client } from 'pg';
import { scripted, templateName, type DatabaseTemplate } from './database-template';
import { testBusDatabase, testDatabase } from './test-database';
import { testPostgresUrl } from './test-infrastructure';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a database for a test', () => {
  it('is new each time and has the roles of production', async () => {
    const [one, other] = await Promise.all([testDatabase('orders'), testDatabase('orders')]);
    await query(one.ownerUrl, 'create table note (id int)');
    expect(await query(one.appUrl, 'select current_user as who, count(*)::int from note')).toEqual([
      { who: 'orders_app', count: 0 },
    ]);
    await expect(query(other.appUrl, 'select * from note')).rejects.toThrow(/does not exist/);
    await Promise.all([one.drop(), other.drop()]);
    await expect(query(one.appUrl, 'select 1')).rejects.toThrow(/does not exist/);
  });

  describe('that begins in a state made before', () => {
    const { contents, make } = scripted([`create table note (id int)`, `insert into note values (7)`]);
    const making = jest.fn(make);
    const template: DatabaseTemplate = { contents, make: making };
    const forget = () => dropDatabase(testPostgresUrl(), templateName(testPostgresUrl(), 'orders', template));
    beforeEach(async () => {
      making.mockClear();
      await forget();
    });
    afterAll(forget);

    it('has it for itself, with the rights of its roles', async () => {
      const [one, other] = await Promise.all([1, 2].map(() => testDatabase('orders', template)));
      if (!one || !other) throw new Error('no databases');
      expect(making).toHaveBeenCalledTimes(1);
      await query(one.appUrl, 'update note set id = 8');
      expect(await query(other.appUrl, 'select id from note')).toEqual([{ id: 7 }]);
      await expect(query(one.appUrl, 'drop table note')).rejects.toThrow('must be owner');
      await query(one.ownerUrl, 'create table later (id int)');
      expect(await query(one.appUrl, 'select id from later')).toEqual([]);
      await Promise.all([one.drop(), other.drop()]);
    });

    it('lets no other service in', async () => {
      const { finance } = await provisionDatabases(testPostgresUrl(), ['finance'], {
        finance: 't_finance_neighbour',
      });
      const one = await testDatabase('orders', template);
      const foreign = new URL(finance?.appUrl ?? '');
      foreign.pathname = new URL(one.appUrl).pathname;
      await expect(query(foreign.toString(), 'select 1')).rejects.toThrow('permission denied for database');
      await Promise.all([one.drop(), dropDatabase(testPostgresUrl(), 't_finance_neighbour')]);
    });

    it('is made again when making it has failed', async () => {
      making.mockImplementationOnce(async (database) => {
        await make(database);
        throw new Error('the disk is full');
      });
      await expect(testDatabase('orders', template)).rejects.toThrow('the disk is full');
      const one = await testDatabase('orders', template);
      expect(await query(one.appUrl, 'select id from note')).toEqual([{ id: 7 }]);
      await one.drop();
    });
  });

  it('can be had for the embedded bus too', async () => {
    const bus = await testBusDatabase();
    await query(bus.url, 'create table log (id int); insert into log values (1)');
    await bus.drop();
  });
});
