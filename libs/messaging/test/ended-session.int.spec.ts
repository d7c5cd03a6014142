import { DataSource } from 'typeorm';
import type { Sql } from '../src';
import { UnitOfWork, isTransient } from '../src';
import { eventually } from './bus-harness';
import { migratedDatabase, type Database } from './service-under-test';

describe('a transaction whose session is ended by the server', () => {
  let database: Database;
  let dataSource: DataSource;
  let other: DataSource;

  beforeAll(async () => {
    database = await migratedDatabase();
    const open = (): Promise<DataSource> =>
      new DataSource({ type: 'postgres', url: database.ownerUrl, poolSize: 2 }).initialize();
    [dataSource, other] = await Promise.all([open(), open()]);
  });
  afterAll(async () => {
    await Promise.all([dataSource.destroy(), other.destroy()]);
    await database.drop();
  });

  it.each<[string, (sql: Sql, end: () => Promise<void>) => Promise<unknown>]>([
    ['between two statements', (sql, end) => end().then(() => sql.rows('select 1'))],
    ['before its commit', (_, end) => end()],
    ['while a statement runs', (sql, end) => Promise.all([sql.rows('select pg_sleep(10)'), end()])],
  ])('%s is one to be done again, and not a reason to park an event', async (_, rest) => {
    const unitOfWork = new UnitOfWork(dataSource);
    const { sql } = unitOfWork;
    const work = unitOfWork.run(async () => {
      const [session] = await sql.rows<{ pid: number }>('select pg_backend_pid() as pid');
      await rest(sql, async () => {
        await other.query('select pg_terminate_backend($1)', [session?.pid]);
        await eventually('the session is gone', async () => {
          const left = await other.query<unknown[]>('select from pg_stat_activity where pid = $1', [
            session?.pid,
          ]);
          return left.length === 0;
        });
      });
    });
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect({ error: String(error), passes: isTransient(error) }).toMatchObject({ passes: true });
  });
});
