import { Client } from 'pg';
import { probePostgres } from './local-postgres';
import { startPostgresNode, type PostgresNode } from './postgres-node';

describe('a Postgres that can be made to fail', () => {
  let node: PostgresNode;
  beforeAll(async () => (node = await startPostgresNode()), 60_000);
  afterAll(() => node?.stop());

  it('has what was committed, and its address, after a crash', async () => {
    const client = new Client({ connectionString: node.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table kept as select 1 as n');
    await node.kill();
    expect(node.pid()).toBeUndefined();
    await expect(probePostgres(node.adminUrl, 1_000)).rejects.toThrow();
    await node.start();
    const again = new Client({ connectionString: node.adminUrl });
    await again.connect();
    expect((await again.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await again.end();
  });

  it('stands still, open sessions and all, and goes on', async () => {
    const client = new Client({ connectionString: node.adminUrl, query_timeout: 500 });
    client.on('error', () => undefined);
    await client.connect();
    await node.freeze();
    await expect(client.query('select 1')).rejects.toThrow('timeout');
    await expect(probePostgres(node.adminUrl, 500)).rejects.toThrow();
    await node.resume();
    await probePostgres(node.adminUrl);
    await client.end();
  });
});
