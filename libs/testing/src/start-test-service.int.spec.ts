import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ApiProperty } from '@nestjs/swagger';
import { branchOpenedV1, vehicleClassDefinedV1, type BranchOpenedV1 } from '@houtai/event-catalogue';
import { EventContext, Outbox, UnitOfWork } from '@houtai/messaging';
import { CLOCK, DueWorker, ReadRoute, ServiceConfig, type Clock, type DueWork } from '@houtai/service-host';
import { describeBothBuses } from './bus-under-test';
import { startTestService, type TestService } from './start-test-service';
import { testId } from './builders';

class NowBody {
  @ApiProperty({ format: 'date-time' }) now: string;
}

/** Notes branches, and answers each with an event of its own. */
@Controller()
class BranchNotes {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @EventPattern(branchOpenedV1.type)
  async note(@Payload() data: BranchOpenedV1, @Ctx() context: EventContext): Promise<void> {
    await this.work.sql.rows('insert into note (branch, noted_at) values ($1, $2)', [
      context.event.key,
      this.clock.now(),
    ]);
    const answer = {
      event: vehicleClassDefinedV1,
      key: context.event.key,
      aggregateVersion: 1,
      data: vehicleClassDefinedV1.sample,
    };
    await this.work.run(() => this.outbox.append([answer]));
    expect(data).toEqual(branchOpenedV1.sample);
  }

  @ReadRoute('api/v1/now', { access: 'operations:read', answers: NowBody })
  now(): NowBody {
    return { now: this.clock.now() };
  }
}

@DueWorker()
class Expiry implements DueWork {
  readonly name = 'expiry';

  constructor(@Inject(UnitOfWork) private readonly work: UnitOfWork) {}

  runDue(now: string): Promise<number> {
    return this.work.run(async () => {
      const gone = await this.work.sql.rows('delete from note where noted_at < $1 returning 1', [now]);
      return gone.length;
    });
  }
}

@Module({ controllers: [BranchNotes], providers: [Expiry] })
class NotesModule {}

describeBothBuses('a service under test', (bus) => {
  let service: TestService;
  let migrationsDir: string;

  beforeAll(async () => {
    migrationsDir = mkdtempSync(join(tmpdir(), 'houtai-migrations-'));
    writeFileSync(
      join(migrationsDir, '1750000000001-create-note.sql'),
      'create table note (branch uuid primary key, noted_at timestamptz not null);',
    );
    const about = { title: 'Notes', description: 'Notes branches.', errors: {}, config: ServiceConfig };
    service = await startTestService(
      { name: 'fleet', module: NotesModule, migrationsDir, ...about },
      { bus: await bus() },
    );
  });
  afterAll(async () => {
    await service?.close();
    await service?.bus.drop();
    rmSync(migrationsDir, { recursive: true });
  });

  const opened = { event: branchOpenedV1, key: testId(1), aggregateVersion: 1, data: branchOpenedV1.sample };
  const at = '2027-03-01T02:00:00.000Z';

  it('applies events of the bus at their time and shows what it published', async () => {
    await service.publish(opened, { time: at });
    await service.drained();
    const notes = await service.sql<{ branch: string; noted_at: Date }>('select * from note');
    expect(notes).toEqual([{ branch: testId(1), noted_at: new Date(at) }]);
    expect(await service.eventsPublished()).toMatchObject([
      {
        type: vehicleClassDefinedV1.type,
        key: testId(1),
        aggregateVersion: 1,
        data: vehicleClassDefinedV1.sample,
      },
    ]);
    expect(await service.eventsPublished(branchOpenedV1.type)).toEqual([]);
  });

  it('does what is due when time moves on', async () => {
    await service.advanceTo('2027-03-02T02:00:00.000Z');
    expect(await service.sql('select * from note')).toEqual([]);
  });

  it('answers requests with the roles and the time they bring', async () => {
    const answer = await service.http<{ now: string }>('GET', '/api/v1/now', { time: at });
    expect(answer).toMatchObject({ status: 200, body: { now: at } });
    expect((await service.http('GET', '/api/v1/now', { roles: ['partner-agent'] })).status).toBe(403);
    expect((await service.http('GET', '/api/v1/now', { roles: null })).status).toBe(401);
  });

  it('refuses to publish what the catalogue does not allow', async () => {
    await expect(service.publish({ ...opened, data: {} })).rejects.toThrow(/the test publishes an invalid/);
  });
});
