import { DataSource } from 'typeorm';
import { testDatabase, type TestDatabase } from '@houtai/testing';
import { isTransient } from '../src';
import { BoundedClient } from '../src/bounded-client';

describe('a pooled connection', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await testDatabase('orders');
    source = await new DataSource({
      type: 'postgres',
      url: database.appUrl,
      poolSize: 1,
      extra: { Client: BoundedClient, query_timeout: 500 },
    }).initialize();
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const pid = async () => (await source.query<{ pid: number }[]>('select pg_backend_pid() as pid'))[0]?.pid;

  it('with an unanswered query is thrown away, in a transaction and outside of one', async () => {
    const first = await pid();
    const slow = source.transaction((sql) => sql.query('select pg_sleep(20)'));
    await expect(slow).rejects.toMatchObject({ message: 'Query read timeout' });
    const second = await pid();
    expect(second).not.toBe(first);
    await expect(source.query('select pg_sleep(20)')).rejects.toMatchObject({
      message: 'Query read timeout',
    });
    expect(await pid()).not.toBe(second);
  });

  it('that breaks between two statements fails the work as one to be repeated, and is replaced', async () => {
    const broken = source.transaction(async (sql) => {
      await sql.query('select 1');
      await expect(sql.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
      await new Promise((resolve) => setImmediate(resolve));
      await sql.query('select 1');
    });
    const error: unknown = await broken.catch((reason: unknown) => reason);
    expect(isTransient(error)).toBe(true);
    expect(await pid()).toBeGreaterThan(0);
  });
});
