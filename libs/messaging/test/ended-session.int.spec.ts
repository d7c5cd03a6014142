import { DataSource, type EntityManager } from 'typeorm';
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

  it.each<[string, (sql: EntityManager, end: () => Promise<void>) => Promise<unknown>]>([
    ['between two statements', (sql, end) => end().then(() => sql.query('select 1'))],
    ['before its commit', (_, end) => end()],
    ['while a statement runs', (sql, end) => Promise.all([sql.query('select pg_sleep(10)'), end()])],
  ])('%s is one to be done again, and not a reason to park an event', async (_, rest) => {
    const work = new UnitOfWork(dataSource).run(async (sql) => {
      const [{ pid }] = await sql.query<[{ pid: number }]>('select pg_backend_pid() as pid');
      await rest(sql, async () => {
        await other.query('select pg_terminate_backend($1)', [pid]);
        await eventually('the connection is gone', () => sql.queryRunner?.isReleased === true);
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
