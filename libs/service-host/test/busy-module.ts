import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern } from '@nestjs/microservices';
import type { Client } from 'pg';
import { reservationExpiredV1 } from '@houtai/event-catalogue';
import { Sql, UnitOfWork, type EventContext } from '@houtai/messaging';
import type { DueWork } from '../src/due-work/due-work';
import { DueWorker } from '../src/due-work/due-worker.decorator';

/** The tables of the module, made before the first instance starts. */
export function createBusyTables(owner: Client): Promise<unknown> {
  return owner.query(`
    create table seen (n bigint generated always as identity, message uuid, key text, version bigint, pid int);
    create table item (id int primary key, done int not null default 0, pid int, done_at timestamptz)`);
}

/** Notes which instance has seen which event; no constraint keeps an event from being seen twice. */
@Controller()
class SeesEvents {
  constructor(private readonly sql: Sql) {}

  @EventPattern(reservationExpiredV1.type, { consumer: 'seer' })
  async handle(@Ctx() { event }: EventContext): Promise<void> {
    await this.sql.rows('insert into seen (message, key, version, pid) values ($1, $2, $3, $4)', [
      event.id,
      event.key,
      event.aggregateVersion,
      process.pid,
    ]);
  }
}

/** Counts how often each item was done, ten items in a transaction. */
@DueWorker()
class DoesItems implements DueWork {
  readonly name = 'does-items';

  constructor(private readonly unitOfWork: UnitOfWork) {}

  runDue(): Promise<number> {
    return this.unitOfWork.run(async () => {
      const { sql } = this.unitOfWork;
      const due = await sql.rows<{ id: number }>(
        'select id from item where done = 0 order by id limit 10 for update skip locked',
      );
      await sql.rows('update item set done = done + 1, pid = $2, done_at = now() where id = any($1)', [
        due.map(({ id }) => id),
        process.pid,
      ]);
      return due.length;
    });
  }
}

@Module({ controllers: [SeesEvents], providers: [DoesItems] })
export class BusyModule {}
