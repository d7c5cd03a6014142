import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Global, Injectable, Module, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { ReservationExpiredV1 } from '@houtai/event-catalogue';
import { reservationExpiredV1, reservationRejectedV1 } from '@houtai/event-catalogue';
import { migrationScripts, scripted, testDatabase } from '@houtai/testing';
import {
  EventContext,
  HoutaiTransport,
  MESSAGING_CONFIG,
  MESSAGING_MIGRATIONS_DIR,
  MessagingConfig,
  MessagingModule,
  MessagingStatus,
  Outbox,
  Sql,
  ParkedMessages,
  ReceivedEvent,
  UnitOfWork,
  outgoing,
} from '../src';

export const EXPIRED = reservationExpiredV1.type;
export const REJECTED = reservationRejectedV1.type;

/** What the handler of the test does with an event, and what it has done. */
@Injectable()
export class Scenario {
  react: (event: ReceivedEvent, context: EventContext) => Promise<void> = () => Promise.resolve();
  readonly handled: ReceivedEvent[] = [];
}

@Controller()
export class WhenReservationExpired {
  constructor(
    private readonly scenario: Scenario,
    private readonly sql: Sql,
  ) {}

  @EventPattern(EXPIRED)
  async handle(@Payload() data: ReservationExpiredV1, @Ctx() context: EventContext): Promise<void> {
    await this.sql.rows('insert into effect (reservation, message) values ($1, $2)', [
      data.reservationId,
      context.event.id,
    ]);
    await this.scenario.react(context.event, context);
    this.scenario.handled.push(context.event);
  }
}

@Controller()
export class WhenAnything {
  constructor(private readonly sql: Sql) {}

  @EventPattern('*', { consumer: 'raw', chunk: 200 })
  async handle(@Ctx() { event }: EventContext): Promise<void> {
    await this.sql.rows('insert into raw (id, type, "offset") values ($1, $2, $3)', [
      event.id,
      event.type,
      event.offset,
    ]);
  }
}

export interface ServiceUnderTest {
  app: NestFastifyApplication;
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  outbox: Outbox;
  parked: ParkedMessages;
  status: MessagingStatus;
  scenario: Scenario;
  config: MessagingConfig;
  appUrl: string;
  ownerUrl: string;
  /** Emits events about one reservation: versions `from` … `from + count - 1`. */
  emit(key: string, from: number, count?: number): Promise<void>;
  rows<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
  drop(): Promise<void>;
}

export interface Database {
  appUrl: string;
  ownerUrl: string;
  drop(): Promise<void>;
}

const TABLES_OF_HANDLERS = `
  create table effect (n bigint generated always as identity, reservation uuid, message uuid);
  create table raw (n bigint generated always as identity, id uuid primary key, type text, "offset" text)`;

/** A database with the tables of the library (those of the migrations up to `last`) and those of the test's handlers. */
export async function migratedDatabase(last = 'all of them'): Promise<Database> {
  const scripts = await migrationScripts(MESSAGING_MIGRATIONS_DIR, (file) => file <= last);
  return testDatabase('orders', scripted([...scripts, TABLES_OF_HANDLERS]));
}

export async function migrate({ ownerUrl }: Database, wanted: (file: string) => boolean): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  for (const file of (await readdir(MESSAGING_MIGRATIONS_DIR)).sort().filter(wanted)) {
    await owner.query(await readFile(join(MESSAGING_MIGRATIONS_DIR, file), 'utf8'));
  }
  await owner.end();
}

/** Starts a service whose bus nobody else uses. Give the same database and prefix for a second process of it. */
export async function startService(
  config: MessagingConfig,
  database: Database,
  controllers: Type[] = [WhenReservationExpired],
): Promise<ServiceUnderTest> {
  @Global()
  @Module({
    providers: [Scenario, { provide: MESSAGING_CONFIG, useValue: config }],
    exports: [Scenario, MESSAGING_CONFIG],
  })
  class TestModule {}

  @Module({
    imports: [
      TestModule,
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: database.appUrl,
        poolSize: 10,
        retryAttempts: 0,
        extra: { pipeline: true },
      }),
      MessagingModule.forRoot({ service: 'orders' }),
    ],
    controllers,
  })
  class ServiceModule {}

  const app = await NestFactory.create<NestFastifyApplication>(ServiceModule, new FastifyAdapter(), {
    logger: false,
  });
  app.connectMicroservice({ strategy: app.get(HoutaiTransport) });
  await app.startAllMicroservices();
  await app.init();
  const dataSource = app.get(DataSource);
  const unitOfWork = app.get(UnitOfWork);
  const outbox = app.get(Outbox);
  return {
    app,
    dataSource,
    unitOfWork,
    outbox,
    parked: app.get(ParkedMessages),
    status: app.get(MessagingStatus),
    scenario: app.get(Scenario),
    config,
    ...database,
    emit: (key, from, count = 1) =>
      unitOfWork.run(() =>
        outbox.append(
          Array.from({ length: count }, (_, i) =>
            outgoing(reservationExpiredV1, key, from + i, expired(key)),
          ),
        ),
      ),
    rows: (sql, parameters) => dataSource.query(sql, parameters),
    stop: () => app.close(),
    drop: async () => {
      await app.close();
      await database.drop();
    },
  };
}

export function expired(reservationId: string): ReservationExpiredV1 {
  return { ...reservationExpiredV1.sample, reservationId };
}

/** A configuration whose topics and groups nobody else uses. */
export function isolated(config: MessagingConfig): MessagingConfig {
  return { ...config, prefix: `t${randomUUID().slice(0, 8)}.` };
}
