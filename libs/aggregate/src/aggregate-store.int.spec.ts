import { DataSource } from 'typeorm';
import { type Aggregate, column, DomainError, type Existing, type Instant } from '@houtai/domain-kit';
import { fact, reservationExpiredV1 } from '@houtai/event-catalogue';
import {
  BoundedClient,
  InvalidEventError,
  MESSAGING_MIGRATIONS_DIR,
  Outbox,
  UnitOfWork,
} from '@houtai/messaging';
import { migrationScripts, scripted, testDatabase, type TestDatabase } from '@houtai/testing';
import { AggregatePlatform } from './aggregate-platform.service';
import { AggregateStore } from './aggregate-store';
import type { AggregateTable } from './aggregate-table';

const AT = '2027-03-01T02:00:00.000Z';

interface Goods {
  id: string;
  label: string;
  goods: string[];
}
type Crate = { status: 'none' } | ({ status: 'open' } & Goods) | ({ status: 'sealed' } & Goods);
type Command =
  | { type: 'OpenCrate'; id: string; label: string }
  | { type: 'AddGoods'; name: string }
  | { type: 'SealCrate' }
  | { type: 'Nothing' };
type Event = { at: Instant } & (
  | { type: 'CrateOpened'; id: string; label: string }
  | { type: 'GoodsAdded'; name: string }
  | { type: 'CrateSealed' }
);

function there(state: Crate): Existing<Crate> {
  if (state.status === 'none') throw new Error('no crate');
  return state;
}

const crate: Aggregate<Command, Crate, Event> = {
  name: 'crate',
  initialState: () => ({ status: 'none' }),
  decide(command, state) {
    switch (command.type) {
      case 'OpenCrate':
        return [{ type: 'CrateOpened', id: command.id, label: command.label, at: AT }];
      case 'AddGoods':
        if (state.status === 'sealed') throw new DomainError('crate-sealed', { en: 'sealed', zh: '已封' });
        return [{ type: 'GoodsAdded', name: command.name, at: AT }];
      case 'SealCrate':
        return [{ type: 'CrateSealed', at: AT }];
      case 'Nothing':
        return [];
    }
  },
  evolve(state, event) {
    if (event.type === 'CrateOpened') return { status: 'open', id: event.id, label: event.label, goods: [] };
    const before = there(state);
    if (event.type === 'CrateSealed') return { ...before, status: 'sealed' };
    return { ...before, goods: [...before.goods, event.name] };
  },
  // what is put in is the crate's own affair
  publish: (event, after) =>
    event.type === 'GoodsAdded'
      ? undefined
      : fact(reservationExpiredV1, { reservationId: after.id, expiredAt: event.at }),
};

interface Row {
  crate_id: string;
  label: string;
  status: 'open' | 'sealed';
  goods: string[];
}

const TABLE: AggregateTable<Crate, Event, Row> = {
  name: 'crate',
  id: 'crate_id',
  columns: {
    fixed: { crate_id: column<string>(), label: column<string>() },
    changing: { status: column<'open' | 'sealed'>() },
  },
  children: {
    goods: `(select coalesce(jsonb_agg(g.name order by g.position), '[]') from goods g where g.crate_id = t.crate_id)`,
  },
  toState: ({ crateId: id, label, status, goods }) => ({ status, id, label, goods }),
  toRow: ({ id, label, status }) => ({ crateId: id, label, status }),
  history: { table: 'crate_history', data: ({ type: _type, at: _at, ...data }) => data },
  parts: [
    {
      sql: (input) => `packed as (
        insert into goods (crate_id, position, name)
        select crate_id, position, name from jsonb_to_recordset(${input}) as g(crate_id uuid, position int, name text)
        on conflict do nothing)`,
      values: (changes) => {
        const packed = changes.filter(({ events }) => events.some(({ type }) => type === 'GoodsAdded'));
        if (packed.length === 0) return undefined;
        return packed.flatMap(({ after: { id, goods } }) =>
          goods.map((name, position) => ({ crate_id: id, position, name })),
        );
      },
    },
  ],
  refusals: {
    crate_one_per_label: ({ label }) =>
      new DomainError('label-taken', { en: `${label} is taken`, zh: `${label} 已用` }),
  },
};

describe('the store of an aggregate', () => {
  let database: TestDatabase;
  let owner: DataSource;
  let unitOfWork: UnitOfWork;
  let platform: AggregatePlatform;
  let crates: AggregateStore<Command, Crate, Event, Row>;
  let next = 0;

  const newId = () => `01900000-0000-7000-8000-${String((next += 1)).padStart(12, '0')}`;
  const open = async (label = `label ${next}`) => {
    const id = newId();
    await crates.create({ type: 'OpenCrate', id, label });
    return id;
  };
  const add = (name: string): Command => ({ type: 'AddGoods', name });
  const told = async (id: string) =>
    (
      await owner.query<{ version: string }[]>(
        'select aggregate_version as version from event_log where key = $1 order by seq',
        [id],
      )
    ).map(({ version }) => Number(version));

  beforeAll(async () => {
    database = await testDatabase('orders', scripted(await migrationScripts(MESSAGING_MIGRATIONS_DIR)));
    const extra = { pipeline: true, Client: BoundedClient };
    const options = { type: 'postgres', url: database.ownerUrl, poolSize: 4, extra } as const;
    owner = await new DataSource(options).initialize();
    unitOfWork = new UnitOfWork(owner);
    const outbox = new Outbox(unitOfWork, { wake: () => undefined } as never, { service: 'orders' });
    platform = new AggregatePlatform(unitOfWork, outbox);
    crates = new AggregateStore(crate, TABLE, platform);
    await owner.query(`
      create table crate (crate_id uuid primary key, label text constraint crate_one_per_label unique,
                          status text not null, version int not null, revision int);
      create table goods (crate_id uuid references crate, position int, name text, primary key (crate_id, position));
      create table crate_history (seq bigint generated always as identity, crate_id uuid, version int, type text,
                                  status text, at timestamptz, actor text, data jsonb);`);
  });
  afterAll(async () => {
    await owner.destroy();
    await database.drop();
  });

  it('counts changes apart from the facts it publishes', async () => {
    const id = await open();
    expect(await crates.handle(id, add('pears'))).toMatchObject({ version: 2, state: { goods: ['pears'] } });
    expect(await crates.handle(id, { type: 'SealCrate' })).toMatchObject({
      version: 3,
      state: { status: 'sealed' },
    });
    expect(await told(id)).toEqual([1, 2]);
    expect(await crates.handle(id, { type: 'Nothing' })).toMatchObject({ version: 3 });
  });

  it('refuses a version that is not the last one, also when the change between published nothing', async () => {
    const id = await open();
    await crates.handle(id, add('pears'), { ifMatch: 1 });
    await expect(crates.handle(id, add('plums'), { ifMatch: 1 })).rejects.toMatchObject({
      code: 'stale-version',
    });
  });

  it('names what is missing, and what the aggregate or a constraint refuses', async () => {
    const id = await open('the same');
    await expect(crates.handle(newId(), add('pears'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(open('the same')).rejects.toMatchObject({ code: 'label-taken' });
    await crates.handle(id, { type: 'SealCrate' });
    await expect(crates.handle(id, add('pears'))).rejects.toMatchObject({ code: 'crate-sealed' });
    expect(await crates.handleIfAny(newId(), add('pears'))).toBeUndefined();
  });

  it('keeps every step', async () => {
    const id = await open();
    await crates.handle(id, add('figs'));
    const steps = await owner.query(
      'select type, version, status, data from crate_history where crate_id = $1 order by seq',
      [id],
    );
    expect(steps).toMatchObject([
      { type: 'CrateOpened', version: 1, status: 'open' },
      { type: 'GoodsAdded', version: 2, status: 'open', data: { name: 'figs' } },
    ]);
  });

  it('lets a chunk decide in order, also twice about one, and writes it with one statement', async () => {
    const [first, second] = [await open(), await open()];
    await crates.handleMany([
      { id: second, command: add('nuts') },
      { id: first, command: add('pears') },
      { id: first, command: (state) => add(`after ${state.goods.join()}`) },
      { id: second, command: { type: 'SealCrate' } },
    ]);
    expect(await crates.handle(first, { type: 'Nothing' })).toMatchObject({
      version: 3,
      state: { goods: ['pears', 'after pears'] },
    });
    expect(await crates.handle(second, { type: 'Nothing' })).toMatchObject({
      version: 3,
      state: { status: 'sealed' },
    });
    expect(await told(second)).toEqual([1, 2]);
    const changes = await owner.query(
      'select type, version from crate_history where crate_id = $1 order by seq',
      [first],
    );
    expect(changes).toEqual([
      { type: 'CrateOpened', version: 1 },
      { type: 'GoodsAdded', version: 2 },
      { type: 'GoodsAdded', version: 3 },
    ]);
  });

  it('undoes the whole chunk when one is refused, and passes over who is not there when told so', async () => {
    const id = await open();
    const items = [
      { id, command: add('pears') },
      { id: newId(), command: add('plums') },
    ];
    await expect(crates.handleMany(items)).rejects.toMatchObject({ code: 'not-found' });
    expect(await crates.handle(id, { type: 'Nothing' })).toMatchObject({ version: 1 });
    await crates.handleMany(items, { missing: 'skip' });
    expect(await crates.handle(id, { type: 'Nothing' })).toMatchObject({ version: 2 });
  });

  it('begins those of a chunk that are not there when told so, once however often they come', async () => {
    const [known, other] = [await open(), newId()];
    await crates.handleMany(
      [
        { id: other, command: { type: 'OpenCrate', id: other, label: 'begun in a chunk' } },
        { id: known, command: add('pears') },
        { id: other, command: add('plums') },
      ],
      { missing: 'create' },
    );
    expect(await crates.get(other)).toMatchObject({ version: 2, state: { goods: ['plums'] } });
    expect(await crates.get(known)).toMatchObject({ version: 2, state: { goods: ['pears'] } });
    expect(await told(other)).toEqual([1]);
  });

  it('makes deciders about one wait for each other, and each sees the children of the one before', async () => {
    const id = await open();
    await Promise.all(Array.from({ length: 8 }, (_, n) => crates.handle(id, add(`goods ${n}`))));
    const { version, state } = await crates.handle(id, { type: 'Nothing' });
    expect(version).toBe(9);
    expect(new Set(state.goods).size).toBe(8);
  });

  it('locks first and decides later, as often as it likes, and keeps what was written each time', async () => {
    const [first, second] = [await open(), await open()];
    await unitOfWork.run(async () => {
      const locked = await crates.lockMany([second, first]);
      expect(locked.decide(first, add('pears'))).toBe(true);
      expect(locked.decide(first, { type: 'Nothing' })).toBe(false);
      await locked.write();
      expect(locked.state(first)).toMatchObject({ goods: ['pears'] });
      locked.decide(first, add('plums'));
      locked.decide(second, { type: 'SealCrate' });
      await locked.write();
    });
    expect(await crates.get(first)).toMatchObject({ version: 3, state: { goods: ['pears', 'plums'] } });
    expect(await crates.get(second)).toMatchObject({ version: 2, state: { status: 'sealed' } });
    expect(await told(second)).toEqual([1, 2]);
  });

  it('makes those who begin the same wait for each other', async () => {
    const [id, other] = [newId(), newId()];
    const silent = new AggregateStore({ ...crate, publish: () => undefined }, TABLE, platform);
    const begin = (crateId: string): Command => ({ type: 'OpenCrate', id: crateId, label: newId() });
    const writers = Array.from({ length: 8 }, (_, n) =>
      unitOfWork.run(async () => {
        const locked = await silent.lockMany(n % 2 ? [id, other] : [other, id], begin);
        locked.decide(id, add(`goods ${n}`));
        await locked.write();
      }),
    );
    await Promise.all(writers);
    expect((await crates.get(id)).version).toBe(9);
    expect(await crates.get(other)).toMatchObject({ version: 1, state: { status: 'open', goods: [] } });
    await expect(silent.lockMany([id])).rejects.toThrow('a lock needs a transaction');
  });

  it('goes on from a row that an older release wrote', async () => {
    const id = await open();
    await crates.handle(id, add('pears'));
    await owner.query('update crate set revision = null where crate_id = $1', [id]);
    expect(await crates.handle(id, add('plums'), { ifMatch: 1 })).toMatchObject({ version: 2 });
  });

  it('keeps its prepared statements when a migration adds a column', async () => {
    const id = await open();
    for (let n = 0; n < 4; n += 1) await crates.handle(id, add(`before ${n}`));
    await owner.query('alter table crate add column colour text');
    for (let n = 0; n < 4; n += 1) await crates.handle(id, add(`after ${n}`));
  });

  it('finds what it changes by its id, also in a table that has grown since the statement was planned', async () => {
    await owner.query('alter table crate set (autovacuum_enabled = off)');
    const ids = await Promise.all(Array.from({ length: 10 }, () => open()));
    await owner.query('analyze crate');
    const addToAll = (goods: string) => crates.handleMany(ids.map((id) => ({ id, command: add(goods) })));
    for (let n = 0; n < 12; n += 1) await addToAll(`before ${n}`);
    await owner.query(`insert into crate (crate_id, label, status, version, revision)
      select gen_random_uuid(), 'crate ' || n, 'open', 1, 1 from generate_series(1, 20000) n`);
    const read = await unitOfWork.run(async () => {
      await addToAll('after');
      const [row] = await unitOfWork.sql.rows<{ read: number }>(
        `select seq_tup_read::int as read from pg_stat_xact_user_tables where relname = 'crate'`,
      );
      return row?.read;
    });
    expect(read).toBe(0);
  });

  it('refuses facts that break their schema before anything is written', async () => {
    const bad = { ...crate, publish: () => ({ event: reservationExpiredV1, data: {} }) };
    const outbox = new Outbox(unitOfWork, { wake: () => undefined } as never, { service: 'orders' });
    const store = new AggregateStore(bad, TABLE, new AggregatePlatform(unitOfWork, outbox));
    const id = newId();
    await expect(store.create({ type: 'OpenCrate', id, label: 'bad' })).rejects.toThrow(InvalidEventError);
    expect(await crates.handleIfAny(id, { type: 'Nothing' })).toBeUndefined();
  });
});
