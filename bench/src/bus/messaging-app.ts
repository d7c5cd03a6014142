import { Controller, Global, Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { reservationConfirmedV1, reservationSubmittedV1 } from '@houtai/event-catalogue';
import {
  HoutaiTransport,
  MESSAGING_CONFIG,
  MessagingModule,
  OnEvents,
  Sql,
  type MessagingConfig,
  type Received,
} from '@houtai/messaging';

export const CONSUMER = 'bench';
/** Messages per transaction, as the raw events of analytics have it. */
export const CHUNK = 200;

/** The least a consumer can do: one row per event. */
@Controller()
export class WhenAnythingHappens {
  constructor(private readonly sql: Sql) {}

  @OnEvents([reservationSubmittedV1, reservationConfirmedV1], { consumer: CONSUMER, chunk: CHUNK })
  async remember(received: Received[]): Promise<void> {
    const ids = received.map(({ event }) => event.id);
    await this.sql.write('insert into effect (message) select unnest($1::uuid[])', [ids]);
  }
}

/** The messaging of a service and nothing else, started as service-host starts it. */
export async function startMessaging(
  service: string,
  databaseUrl: string,
  config: MessagingConfig,
  controllers: Type[] = [],
): Promise<INestApplicationContext> {
  @Global()
  @Module({ providers: [{ provide: MESSAGING_CONFIG, useValue: config }], exports: [MESSAGING_CONFIG] })
  class ConfigModule {}

  @Module({
    imports: [
      ConfigModule,
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: databaseUrl,
        poolSize: 10,
        retryAttempts: 0,
        extra: { pipeline: true },
      }),
      MessagingModule.forRoot({ service }),
    ],
    controllers,
  })
  class BenchModule {}

  const app = await NestFactory.create<NestFastifyApplication>(BenchModule, new FastifyAdapter(), {
    logger: ['error', 'warn', 'fatal'],
  });
  app.connectMicroservice({ strategy: app.get(HoutaiTransport) });
  await app.startAllMicroservices();
  await app.init();
  return app;
}
