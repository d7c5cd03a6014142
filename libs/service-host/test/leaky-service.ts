import 'reflect-metadata';
import { join } from 'node:path';
import { Body, Controller, Inject, Module, Param } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { vehicleRegisteredV1, type VehicleRegisteredV1 } from '@houtai/event-catalogue';
import { Sql, UnitOfWork } from '@houtai/messaging';
import { ServiceConfig } from '../src/config/service-config';
import { CreateRoute } from '../src/http/route';
import { startService } from '../src/start-service';
import { LOGGER, type HostLogger } from '../src/telemetry/host-logger';

class Person {
  @ApiProperty()
  @IsString()
  @MaxLength(200)
  name: string;

  @ApiProperty()
  @Matches(/^\+?[\d A-Za-z-]+$/)
  phone: string;

  @ApiProperty()
  @IsOptional()
  @IsString()
  note?: string;
}

/** Fails in every way a handler can, with the person it works for in hand. */
@Controller('api/v1/people')
class LeakyController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  @CreateRoute('failures/:kind', { access: 'tasks:write' })
  fail(@Param('kind') kind: string, @Body() person: Person): Promise<unknown> {
    const { name, phone } = person;
    switch (kind) {
      case 'unique-violation':
        return this.insert(phone, name).then(() => this.insert(phone, name));
      case 'check-violation':
        return this.insert(phone, '');
      case 'nul-character':
        return this.insert(phone, `${name}\u0000`);
      case 'bad-cast':
        return this.query('select $1::text::int', [`"${name}" ${phone}`]);
      case 'statement-time-out':
        return this.query('select pg_sleep(5), $1::text', [phone]);
      case 'broken-sql':
        return this.query(`select '${name}' frm person where phone = '${phone}'`, []);
      case 'defect':
        throw Object.assign(new TypeError(`cannot call ${name} on ${phone}`), {
          person,
          parameters: [phone],
        });
      case 'cause':
        throw new Error(`failed for ${name}`, { cause: new AggregateError([new Error(phone)], name) });
      case 'not-an-error':
        throw Object.assign(Object.create(null) as object, person);
      case 'logged-by-mistake':
        this.logger.error(new Error(`${name} has ${phone}`));
        this.logger.warn({ err: new RangeError(phone), customer: { phone, fullName: name } }, 'failed');
        return Promise.resolve({});
      default:
        this.leaveUncaught(person);
        return Promise.resolve({});
    }
  }

  private leaveUncaught(person: Person): void {
    const { name, phone } = person;
    void Promise.reject(Object.assign(new Error(`${name} ${phone}`), { person }));
    // A library may reject with anything; the assertion is how it gets past the types here.
    void Promise.reject(person as unknown as Error);
    setTimeout(() => {
      throw new Error(`${name} ${phone}`);
    });
  }

  private insert(phone: string, name: string): Promise<unknown> {
    return this.query('insert into person (phone, name) values ($1, $2)', [phone, name]);
  }

  private query(text: string, parameters: string[]): Promise<unknown> {
    return this.unitOfWork.run(() => this.unitOfWork.sql.rows(text, parameters));
  }
}

/** Reacts to events by failing: with what it has read, and with what it has written. */
@Controller()
class LeakyConsumer {
  constructor(private readonly sql: Sql) {}

  @EventPattern(vehicleRegisteredV1.type, { consumer: 'callers' })
  call({ plate }: VehicleRegisteredV1): void {
    throw new Error(`nobody answers at ${plate}`);
  }

  @EventPattern(vehicleRegisteredV1.type, { consumer: 'writers' })
  async write(@Payload() { plate }: VehicleRegisteredV1): Promise<void> {
    await this.sql.rows('insert into person (phone, name) values ($1, $2)', [plate, '']);
  }
}

@Module({ controllers: [LeakyController, LeakyConsumer] })
class LeakyModule {}

void startService({
  name: 'sample',
  module: LeakyModule,
  config: ServiceConfig,
  errors: {},
  migrationsDir: join(__dirname, 'migrations'),
  title: 'Leaky',
  description: 'Fails with personal data in hand',
});
