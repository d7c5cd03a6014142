import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Fault } from '../fault';

/** What happens to Postgres. */
export const postgresFaults: readonly Fault[] = [
  {
    name: 'postgres-killed',
    title: 'Postgres killed and restarted',
    how: 'SIGKILL of the server and its sessions, start after 5 s; then its immediate shutdown, start after 2 s',
    short: true,
    run: async ({ postgres }) => {
      await postgres.kill();
      await sleep(5_000);
      await postgres.start();
      await sleep(5_000);
      await postgres.stopAtOnce();
      await sleep(2_000);
      await postgres.start();
    },
  },
  {
    name: 'sessions-killed',
    title: 'Sessions killed in mid-transaction',
    how: 'pg_terminate_backend of every session that is in a transaction, every 200 ms for 10 s',
    run: async ({ postgres }) => {
      const admin = new Client({ connectionString: postgres.adminUrl });
      await admin.connect();
      let killed = 0;
      for (const until = Date.now() + 10_000; Date.now() < until; await sleep(200)) {
        const { rowCount } = await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and datname <> 'postgres' and xact_start is not null`,
        );
        killed += rowCount ?? 0;
      }
      await admin.end();
      return killed > 0 ? [] : ['no session was in a transaction: nothing was tried'];
    },
  },
  {
    name: 'postgres-frozen',
    title: 'Postgres frozen for 8 s',
    how: 'SIGSTOP of the server and all its sessions, SIGCONT',
    run: async ({ postgres }) => {
      await postgres.freeze();
      await sleep(8_000);
      await postgres.resume();
    },
  },
  {
    name: 'pool-exhausted',
    title: 'Pools exhausted',
    how: 'the table of reservations locked for 12 s: every connection of every pool of orders waits',
    run: async (stage) => {
      const orders = await stage.database('orders');
      await orders.query('begin; lock table reservation in access exclusive mode');
      await sleep(12_000);
      await orders.query('rollback');
      await orders.end();
    },
  },
  {
    name: 'open-transaction',
    title: 'A write transaction open for 60 s',
    how: 'an outbox row inserted and not committed; wishes and events must go on past it',
    run: async (stage) => {
      const orders = await stage.database('orders');
      await orders.query('begin');
      await orders.query(
        `with logged as (
           insert into event_log (id, topic, key, type, data, headers, aggregate_version)
           select gen_random_uuid(), topic, gen_random_uuid()::text, type, data, headers, 1 from event_log limit 1
           returning seq, created_at, topic, key
         )
         insert into outbox_queue (seq, created_at, topic, key) select * from logged`,
      );
      await sleep(50_000);
      const published = `select (select count(*) from event_log)::int - (select count(*) from outbox_queue)::int as n`;
      const other = await stage.database('orders');
      const before = (await other.query<{ n: number }>(published)).rows[0]?.n ?? 0;
      await sleep(10_000);
      const after = (await other.query<{ n: number }>(published)).rows[0]?.n ?? 0;
      await orders.query('rollback');
      await Promise.all([orders.end(), other.end()]);
      return after > before + 20 ? [] : [`only ${after - before} events were published past it in 10 s`];
    },
  },
];
