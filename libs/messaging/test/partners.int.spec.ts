import { DataSource } from 'typeorm';
import { reservationExpiredV1 } from '@houtai/event-catalogue';
import { BoundedClient, GuardedPool, outgoing, Outbox, runInCall, UnitOfWork } from '../src';
import { COMMITTED, RelaySignal } from '../src/outbox/relay-signal.service';
import { migratedDatabase, type Database } from './service-under-test';

const ANNA = '01900000-0000-7000-8000-00000000000a';
const BERT = '01900000-0000-7000-8000-00000000000b';
const OPTIONS = { service: 'orders' };

const TABLES = `
  create table crate (id int constraint crate_is_new primary key, partner_id uuid, label text);
  select open_rows_to_partners('crate', 'select, insert, update');
  create table lid (crate_id int, colour text);
  select open_rows_to_partners('lid', 'select', 'exists (select from crate c where c.id = crate_id)');
  create table price (id int, fen bigint, cost_fen bigint);
  select open_reference_to_partners('price', 'id, fen');
  create table secret (id int);
  insert into crate values (1, '${ANNA}', 'a'), (2, '${BERT}', 'b'), (3, null, 'the house''s');
  insert into lid values (1, 'red'), (2, 'blue'), (3, 'white');
  insert into price values (1, 100, 70);
  insert into secret values (1)`;

describe('a partner’s request', () => {
  let database: Database;
  let owner: DataSource;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    database = await migratedDatabase();
    owner = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    await owner.query(TABLES);
    dataSource = await new DataSource({
      type: 'postgres',
      url: database.appUrl,
      // one connection: what a transaction leaves behind, the next one meets
      poolSize: 1,
      driver: { Pool: GuardedPool },
      extra: { pipeline: true, Client: BoundedClient },
    }).initialize();
    unitOfWork = new UnitOfWork(dataSource, OPTIONS);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await owner?.destroy();
    await database?.drop();
  });

  const as = <T>(partnerId: string | undefined, work: () => T): T =>
    runInCall({ correlationId: 'test', partnerId }, work);
  const crates = async () => {
    const rows = await unitOfWork.sql.rows<{ id: number }>(
      'select id from crate where id < $1 order by id',
      [100],
    );
    return rows.map(({ id }) => id);
  };
  const put = (id: number, partnerId: string | null) =>
    unitOfWork.sql.write('insert into crate (id, partner_id) values ($1, $2)', [id, partnerId]);
  const whoAmI = () =>
    unitOfWork.sql.rows(`select current_user as role, current_setting('houtai.partner_id', true) as partner`);

  it.each([
    ['a statement of its own', crates],
    ['a unit of work', () => unitOfWork.run(crates)],
    ['one by key', () => unitOfWork.byKey(crates)],
    ['a snapshot', () => unitOfWork.snapshot(crates)],
    ['an attempt', () => unitOfWork.attempt(crates)],
    ['an attempt inside', () => unitOfWork.run(() => unitOfWork.attempt(crates))],
  ])('reads its own rows alone in %s, and the next one on the connection reads all', async (_, read) => {
    expect(await as(ANNA, read)).toEqual([1]);
    expect(await as(BERT, read)).toEqual([2]);
    expect(await as(undefined, read)).toEqual([1, 2, 3]);
    expect(await whoAmI()).toEqual([{ role: 'orders_app', partner: '' }]);
  });

  it('reads its own rows alone where many share the connections and statements', async () => {
    const calls = Array.from({ length: 60 }, (_, n) => [ANNA, BERT, undefined][n % 3]);
    const seen = await Promise.all(calls.map((partner) => as(partner, crates)));
    expect(seen).toEqual(
      calls.map((partner) => (partner === ANNA ? [1] : partner === BERT ? [2] : [1, 2, 3])),
    );
  });

  it.each([
    ['for another partner', BERT],
    ['for the house', null],
  ])('writes no row %s, alone or in a transaction', async (_, partnerId) => {
    const refusal = /row-level security policy/;
    await expect(as(ANNA, () => put(9, partnerId))).rejects.toThrow(refusal);
    await expect(as(ANNA, () => unitOfWork.run(() => put(9, partnerId)))).rejects.toThrow(refusal);
    const change = () =>
      unitOfWork.sql.rows('update crate set partner_id = $2 where id = $1 returning id', [1, partnerId]);
    await expect(as(ANNA, () => unitOfWork.run(change))).rejects.toThrow(refusal);
    expect(await as(undefined, crates)).toEqual([1, 2, 3]);
  });

  it('writes its own, and finds nobody else’s to change', async () => {
    await as(ANNA, () => unitOfWork.run(() => put(4, ANNA)));
    await as(ANNA, () => put(5, ANNA));
    expect(await as(ANNA, crates)).toEqual([1, 4, 5]);
    const change = 'update crate set label = $2 where id = any($1) returning id';
    expect(await as(ANNA, () => unitOfWork.sql.rows(change, [[2, 3, 4], 'mine']))).toEqual([{ id: 4 }]);
    await owner.query('delete from crate where id > 3');
  });

  it('says why its only write failed, and leaves the connection as it was', async () => {
    const explain = () => new Error('taken');
    const again = () =>
      unitOfWork.sql.write('insert into crate (id, partner_id) values ($1, $2)', [2, ANNA], explain);
    await expect(as(ANNA, again)).rejects.toThrow('taken');
    await expect(as(ANNA, () => unitOfWork.run(again))).rejects.toThrow('taken');
    expect(await as(undefined, crates)).toEqual([1, 2, 3]);
  });

  it('has the rows that hang on its own, and what is the same for everybody', async () => {
    const lids = 'select colour from lid where crate_id < $1';
    expect(await as(ANNA, () => unitOfWork.sql.rows(lids, [100]))).toEqual([{ colour: 'red' }]);
    expect(await as(ANNA, () => unitOfWork.sql.rows('select id, fen from price'))).toHaveLength(1);
  });

  it.each([
    ['a table that no migration opened', 'select * from secret'],
    ['a column kept back', 'select cost_fen from price'],
    ['a command not given', 'delete from crate'],
    ['what was told to the world', 'select data from event_log'],
    ['the events of others', 'select count(*) from outbox_queue where topic is not null'],
    ['what the service has heard', 'select * from inbox'],
    ['how rows are opened', `select open_rows_to_partners('secret', 'select')`],
  ])('is refused %s', async (_, statement) => {
    await expect(as(ANNA, () => unitOfWork.sql.rows(statement))).rejects.toThrow('permission denied');
  });

  it('tells the world of what it did', async () => {
    const outbox = new Outbox(unitOfWork, new RelaySignal(dataSource), OPTIONS);
    const tell = (version: number) =>
      outbox.append([outgoing(reservationExpiredV1, 'r-1', version, reservationExpiredV1.sample)]);
    await as(ANNA, () => unitOfWork.run(() => tell(1)));
    await as(ANNA, () => unitOfWork.run(() => Promise.all([put(6, ANNA), tell(2)])));
    const events = await owner.query<unknown[]>(`select 1 from event_log where key = 'r-1'`);
    expect(events).toHaveLength(2);
    await owner.query('delete from crate where id > 3');
  });

  it('tells the leading relay of it too, which works for everybody', async () => {
    const listener = new BoundedClient({ connectionString: database.appUrl });
    await listener.connect();
    await listener.query(`listen ${COMMITTED}`);
    const told = new Promise<void>((resolve) => listener.once('notification', () => resolve()));
    const signal = new RelaySignal(dataSource);
    as(ANNA, () => signal.wake());
    await signal.quiet();
    await told;
    await listener.leave();
  });

  it('reaches the pool by no other way', async () => {
    const refusal = 'past its UnitOfWork';
    await expect(as(ANNA, () => dataSource.query('select id from crate'))).rejects.toThrow(refusal);
    await expect(as(ANNA, () => dataSource.transaction(crates))).rejects.toThrow(refusal);
    await expect(as(ANNA, () => dataSource.createQueryRunner().connect())).rejects.toThrow(refusal);
    const { master } = dataSource.driver as unknown as { master: GuardedPool };
    await expect(as(ANNA, () => master.query('select id from crate'))).rejects.toThrow(refusal);
    await expect(as(ANNA, () => master.connect())).rejects.toThrow(refusal);
  });

  it('lends its transaction to nobody', async () => {
    await as(ANNA, () =>
      unitOfWork.run(async () => {
        await expect(as(BERT, crates)).rejects.toThrow('past its UnitOfWork');
        await expect(as(undefined, crates)).rejects.toThrow('past its UnitOfWork');
        expect(await crates()).toEqual([1]);
      }),
    );
  });

  it('works on nobody’s behalf where that is said, and never in its own transaction', async () => {
    expect(await as(ANNA, () => unitOfWork.asService(crates))).toEqual([1, 2, 3]);
    expect(await as(ANNA, () => unitOfWork.asService(() => unitOfWork.run(crates)))).toEqual([1, 2, 3]);
    const inside = () => unitOfWork.run(async () => unitOfWork.asService(crates));
    await expect(as(ANNA, inside)).rejects.toThrow('does not belong into the transaction of a partner');
    expect(await unitOfWork.run(() => unitOfWork.asService(crates))).toEqual([1, 2, 3]);
  });

  it('joins the transaction of the service where an event led to it', async () => {
    expect(await unitOfWork.run(() => as(ANNA, crates))).toEqual([1, 2, 3]);
  });

  it.each(['', 'x', `${ANNA}'; reset role; --`, ANNA.toUpperCase()])(
    'is none when the partner is called "%s"',
    async (partnerId) => {
      await expect(as(partnerId, async () => crates())).rejects.toThrow('known by a uuid');
    },
  );

  it('is refused where the service has no role for it', async () => {
    const strange = new UnitOfWork(dataSource, { service: 'nobody' });
    const read = () => strange.sql.rows('select id from crate');
    await expect(as(ANNA, read)).rejects.toThrow('role "nobody_partner" does not exist');
    await expect(as(ANNA, () => new UnitOfWork(dataSource).run(crates))).rejects.toThrow('not a role');
    expect(await as(undefined, crates)).toEqual([1, 2, 3]);
  });
});
