import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { BoundedClient, UnitOfWork, violatedConstraint } from '../src';
import { Transaction } from '../src/sql/transaction';
import { migratedDatabase, type Database } from './service-under-test';

describe('a unit of work', () => {
  let database: Database;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    database = await migratedDatabase();
    const extra = { pipeline: true, Client: BoundedClient };
    // one connection: what a transaction leaves behind, the next one meets
    const options = { type: 'postgres', url: database.ownerUrl, poolSize: 1, extra } as const;
    dataSource = await new DataSource(options).initialize();
    unitOfWork = new UnitOfWork(dataSource);
    await dataSource.query('create table crate (id int constraint crate_is_new primary key, label text)');
  });
  afterEach(() => dataSource.query('truncate crate'));
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const put = (id: number, explain?: (error: unknown) => unknown) =>
    unitOfWork.sql.write('insert into crate (id) values ($1)', [id], explain);
  const crates = async () => {
    const rows = await unitOfWork.sql.rows<{ id: number }>(
      'select id from crate where id > $1 order by id',
      [0],
    );
    return rows.map(({ id }) => id);
  };
  const ownPool = () => {
    const options = { connectionString: database.ownerUrl, max: 1, pipeline: true, Client: BoundedClient };
    return new Pool(options as object);
  };
  const taken = (error: unknown) => new Error(`taken: ${violatedConstraint(error)}`);

  it('commits what was written and not waited for', async () => {
    await unitOfWork.run(async () => {
      await put(1);
      expect(await crates()).toEqual([1]);
      await put(2);
    });
    expect(await crates()).toEqual([1, 2]);
  });

  it('undoes all of it when the work throws, also what was not sent yet', async () => {
    const work = unitOfWork.run(async () => {
      await put(1);
      await crates();
      await put(2);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await crates()).toEqual([]);
  });

  it('is one statement without BEGIN and COMMIT when a single write is all there is', async () => {
    await unitOfWork.run(() => put(1));
    await expect(unitOfWork.run(() => put(1, taken))).rejects.toThrow('taken: crate_is_new');
    expect(await crates()).toEqual([1]);
  });

  it.each([
    ['at the next statement', () => crates()],
    ['at the commit', () => Promise.resolve()],
  ])('tells why a write failed, in the words of its writer, %s', async (_, rest) => {
    await put(1);
    const work = unitOfWork.run(async () => {
      await put(2);
      await put(1, taken);
      await put(3);
      await rest();
    });
    await expect(work).rejects.toThrow('taken: crate_is_new');
    expect(await crates()).toEqual([1]);
  });

  it('refuses to commit when somebody kept quiet about an error', async () => {
    const work = unitOfWork.run(async () => {
      await put(1);
      await unitOfWork.sql.rows('select 1/0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('division by zero');
    expect(await crates()).toEqual([]);
  });

  it('skips the first statement when BEGIN fails', async () => {
    const pool = ownPool();
    const transaction = new Transaction(pool, { statements: ['begin isolation level of my own'] });
    const insert = { text: 'insert into crate (id) values ($1) returning id', values: [1] };
    await expect(transaction.rows(insert)).rejects.toThrow('syntax error');
    await transaction.rollback();
    expect(await crates()).toEqual([]);
    const next = new Transaction(pool);
    await next.rows(insert);
    await next.commit();
    expect(await crates()).toEqual([1]);
    await pool.end();
  });

  it('does none of what was written behind a BEGIN that fails', async () => {
    const pool = ownPool();
    const transaction = new Transaction(pool, { statements: ['begin isolation level of my own'] });
    for (const id of [1, 2, 3])
      transaction.write({ text: 'insert into crate (id) values ($1)', values: [id] });
    await expect(transaction.commit()).rejects.toThrow('syntax error');
    expect(await crates()).toEqual([]);
    await pool.end();
  });

  it('skips the first statement, and is no transaction, when a setting is refused', async () => {
    const pool = ownPool();
    const transaction = new Transaction(pool, { statements: ['begin', 'set local jit = maybe'] });
    const insert = { text: 'insert into crate (id) values ($1) returning id', values: [2] };
    await expect(transaction.rows(insert)).rejects.toThrow('"jit" requires a Boolean value');
    await transaction.rollback();
    const next = new Transaction(pool);
    await next.rows(insert);
    await next.commit();
    expect(await crates()).toEqual([2]);
    await pool.end();
  });

  it('finds rows by their keys as long as it lasts, when asked to', async () => {
    const settings = () =>
      unitOfWork.sql.rows(
        `select current_setting('enable_seqscan') as scan,
        current_setting('plan_cache_mode') as plans where $1`,
        [true],
      );
    const usual = [{ scan: 'on', plans: 'auto' }];
    await unitOfWork.byKey(async () => {
      await put(1);
      expect(await settings()).toEqual([{ scan: 'off', plans: 'force_generic_plan' }]);
      await put(2);
    });
    expect(await settings()).toEqual(usual);
    await unitOfWork.run(() => unitOfWork.byKey(async () => expect(await settings()).toEqual(usual)));
    expect(await crates()).toEqual([1, 2]);
  });

  it('prepares a statement again that was refused with the transaction it first came in', async () => {
    const text = `select label from crate where id = $1 and label like '%rare%'`;
    const failing = unitOfWork.run(async () => {
      await put(7);
      await put(7, taken);
      await unitOfWork.sql.rows(text, [7]);
    });
    await expect(failing).rejects.toThrow('taken');
    await unitOfWork.run(async () => expect(await unitOfWork.sql.rows(text, [7])).toEqual([]));
    await expect(unitOfWork.run(() => unitOfWork.sql.rows('select 1/$1::int as x', [0]))).rejects.toThrow(
      'zero',
    );
    expect(await unitOfWork.run(() => unitOfWork.sql.rows('select 1/$1::int as x', [1]))).toEqual([{ x: 1 }]);
  });

  it('undoes an attempt alone, and goes on', async () => {
    await unitOfWork.run(async () => {
      await put(1);
      const attempts = [
        unitOfWork.attempt(async () => {
          await put(2);
          await put(1, taken);
        }),
      ];
      await expect(attempts[0]).rejects.toThrow('taken: crate_is_new');
      const refused = unitOfWork.attempt(async () => {
        await put(3);
        throw new Error('refused');
      });
      await expect(refused).rejects.toThrow('refused');
      await unitOfWork.attempt(() => put(4));
    });
    expect(await crates()).toEqual([1, 4]);
  });

  it('joins the transaction at hand, and wakes nobody before it is committed', async () => {
    const calls: string[] = [];
    await unitOfWork.run(async () => {
      await unitOfWork.run(async () => {
        unitOfWork.afterCommit(() => calls.push('committed'));
        await put(1);
      });
      calls.push('inner is over');
    });
    expect(calls).toEqual(['inner is over', 'committed']);
    expect(unitOfWork.isRunning()).toBe(false);
  });

  it('reads one state of the data in a snapshot', async () => {
    await put(1);
    const other = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    const seen = await unitOfWork.snapshot(async () => {
      const before = await crates();
      await other.query('insert into crate (id) values (2)');
      return [before, await crates()];
    });
    await other.destroy();
    expect(seen).toEqual([[1], [1]]);
  });

  it('writes nothing for work that was not awaited', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await unitOfWork.run(async () => {
      await put(1);
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => unitOfWork.run(() => put(2)));
    });
    await late;
    expect(await crates()).toEqual([1, 2]);
  });
});
