import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { testDatabase } from '@houtai/testing';
import { MESSAGING_MIGRATIONS_DIR } from '../src';
import { maintainMessaging } from '../src/outbox/maintain-messaging';

const DAY_MS = 86_400_000;
const RANDOM_ID = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';

/** A UUIDv7 as it would have been given so many days ago. */
function idOf(daysAgo: number): string {
  const time = (Date.now() - daysAgo * DAY_MS).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${uuidv7().slice(13)}`;
}

describe('the inbox by month', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let owner: Client;
  let service: DataSource;

  beforeEach(async () => {
    database = await testDatabase('orders');
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    service = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
  });
  afterEach(async () => {
    await service.destroy();
    await owner.end();
    await database.drop();
  });

  async function migrate(which: (file: string) => boolean): Promise<void> {
    for (const file of (await readdir(MESSAGING_MIGRATIONS_DIR)).sort().filter(which))
      await owner.query(await readFile(join(MESSAGING_MIGRATIONS_DIR, file), 'utf8'));
  }
  const enter = (id: string) =>
    service.query(`insert into inbox (consumer, message_id, type) values ('orders', $1, 'a')`, [id]);
  const places = async () =>
    (
      await owner.query<{ place: string }>('select tableoid::regclass::text as place from inbox order by 1')
    ).rows.map(({ place }) => place);
  const kept = async (): Promise<unknown[]> =>
    (await owner.query<{ id: string }>('select message_id as id from inbox order by 1')).rows.map(
      ({ id }) => id,
    );
  const maintain = () => maintainMessaging(service, () => false);

  it('takes over what was there, and recognises it still', async () => {
    const [old, random] = [idOf(20), RANDOM_ID];
    await migrate((file) => file < '1700000000008');
    await enter(old);
    await enter(random);
    await migrate((file) => file >= '1700000000008');
    expect(await kept()).toEqual([old, random]);
    await expect(enter(old)).rejects.toMatchObject({ code: '23505' });
    await expect(enter(random)).rejects.toMatchObject({ code: '23505' });
  });

  it('puts an event into the month it was written in', async () => {
    await migrate(() => true);
    const nextMonth = new Date();
    nextMonth.setUTCMonth(nextMonth.getUTCMonth() + 1, 15);
    await enter(idOf((Date.now() - nextMonth.getTime()) / DAY_MS));
    expect(await places()).toEqual([`inbox_${nextMonth.toISOString().slice(0, 7).replace('-', '_')}`]);
  });

  it('drops a month at once when it is over 90 days old, and keeps the others', async () => {
    await migrate(() => true);
    const before = await owner.query<{ upper: string }>(
      `select upper from inbox_months() where name = 'inbox_before'`,
    );
    await owner.query('alter table inbox detach partition inbox_before');
    for (const [name, from, to] of [
      ['inbox_old', 400, 91],
      ['inbox_recent', 89, 40],
    ] as const)
      await owner.query(
        `create table ${name} partition of inbox for values from ('${idOf(from)}') to ('${idOf(to)}')`,
      );
    expect(before.rows).toHaveLength(1);
    const recent = idOf(50);
    await enter(idOf(100));
    await enter(recent);
    await maintain();
    expect(await kept()).toEqual([recent]);
    expect((await owner.query(`select 1 from pg_class where relname = 'inbox_old'`)).rowCount).toBe(0);
  });

  it('forgets by age what has no month, and is not dropped while it is young', async () => {
    await migrate(() => true);
    await enter(RANDOM_ID);
    await maintain();
    expect(await kept()).toEqual([RANDOM_ID]);
    await owner.query(`update inbox set applied_at = now() - interval '91 days'`);
    await maintain();
    expect(await kept()).toEqual([]);
    await expect(service.query('select drop_inbox_months(now())')).rejects.toMatchObject({ code: '23514' });
  });

  it('does not make consumers queue behind a reader that takes long', async () => {
    await migrate(() => true);
    await owner.query('alter table inbox detach partition inbox_before');
    await owner.query(
      `create table inbox_old partition of inbox for values from ('${idOf(400)}') to ('${idOf(91)}')`,
    );
    await owner.query('begin');
    await owner.query('select count(*) from inbox');
    const began = Date.now();
    const maintained = maintain();
    await enter(uuidv7());
    await maintained;
    expect(Date.now() - began).toBeLessThan(30_000);
    await owner.query('rollback');
    await maintain();
    expect((await owner.query(`select 1 from pg_class where relname = 'inbox_old'`)).rowCount).toBe(0);
  });
});
