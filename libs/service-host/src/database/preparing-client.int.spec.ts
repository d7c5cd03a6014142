import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '@houtai/testing';
import { nameOf } from '@houtai/messaging';
import { PreparingClient } from './preparing-client';

describe('a connection that prepares', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await testDatabase('preparing');
    pool = new Pool({ connectionString: database.ownerUrl, max: 1, Client: PreparingClient });
    await pool.query('create table thing (id int primary key, name text)');
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const prepared = async () =>
    (await pool.query<{ statement: string }>('select statement from pg_prepared_statements')).rows.map(
      ({ statement }) => statement,
    );

  it('plans a statement with parameters once and answers as ever', async () => {
    const insert = 'insert into thing (id, name) values ($1, $2)';
    for (let id = 1; id <= 8; id++) await pool.query(insert, [id, `thing ${id}`]);
    const { rows } = await pool.query('select name from thing where id = any($1) order by id', [[2, 3]]);
    expect(rows).toEqual([{ name: 'thing 2' }, { name: 'thing 3' }]);
    expect((await prepared()).filter((text) => text === insert)).toHaveLength(1);
  });

  it('survives a table that gains a column, also where all columns are asked for', async () => {
    const all = 'select * from thing where id = $1';
    const one = 'select name from thing where id = $1';
    await pool.query(all, [1]);
    await pool.query(one, [1]);
    await pool.query('alter table thing add column colour text');
    expect((await pool.query(all, [1])).rows).toEqual([{ id: 1, name: 'thing 1', colour: null }]);
    expect((await pool.query(one, [1])).rows).toEqual([{ name: 'thing 1' }]);
    expect(await prepared()).not.toContain(all);
  });

  it('still reports an error as Postgres gave it, and goes on', async () => {
    await expect(pool.query('insert into thing (id) values ($1)', [1])).rejects.toMatchObject({
      code: '23505',
    });
    expect((await pool.query('select count(*)::int as n from thing where id > $1', [0])).rows).toEqual([
      { n: 8 },
    ]);
  });

  it.each([
    ['select * from t where id = $1', false],
    ['select t.id, u.* from t, u where u.id = $1', false],
    ['update t set a = $1 returning *', false],
    ['select count(*) from t where id = $1', true],
  ])('prepares %s: %s', (text, isPrepared) => {
    expect(nameOf(text) !== undefined).toBe(isPrepared);
  });
});
