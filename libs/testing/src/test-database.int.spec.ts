import { Client } from 'pg';
import { testBusDatabase, testDatabase } from './test-database';

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

  it('can be had for the embedded bus too', async () => {
    const bus = await testBusDatabase();
    await query(bus.url, 'create table log (id int); insert into log values (1)');
    await bus.drop();
  });
});
