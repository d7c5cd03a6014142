import { Controller, Module, Post } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { send } from '../test/api-client';
import { Gate, createSample, sampleEnvironment, startSample } from '../test/sample-service';
import { ReadRoute } from './http/route';

@Controller('api/v1/doors')
class DoorsController {
  @ReadRoute('', { access: 'doors:read' })
  list(): string[] {
    return [];
  }

  @Post()
  open(): void {
    // Has none of the route decorators.
  }
}

@Module({ controllers: [DoorsController] })
class DoorsModule {}

@Controller('api/v1/windows')
class WindowsController {
  @ReadRoute('', { access: 'doors:read', problems: ['crate-cursed', 'window-stuck'] })
  list(): string[] {
    return [];
  }
}

@Module({ controllers: [WindowsController] })
class WindowsModule {}

const CRATE = { label: 'oak', size: { weightGrams: 10 } };

describe('starting a service', () => {
  it('fails for a route that does not say who may call it', async () => {
    await expect(startSample({ module: DoorsModule })).rejects.toThrow('DoorsController.open');
  });

  it('fails for a route with a problem that the service does not declare', async () => {
    await expect(startSample({ module: WindowsModule })).rejects.toThrow(
      expect.objectContaining({ routes: ['WindowsController.list (window-stuck)'] }) as Error,
    );
  });

  it('fails with every fault of the configuration', async () => {
    const env = { HOUTAI_DATABASE_URL: 'mysql://x', HOUTAI_BUS: 'pigeon', PORT: 'x' };
    const start = createSample(env);
    await expect(start).rejects.toThrow('HOUTAI_DATABASE_URL');
    await expect(start).rejects.toThrow('HOUTAI_JWKS');
    await expect(start).rejects.toThrow('HOUTAI_DATA_KEY');
  });

  it('lets several instances start at once on an empty database', async () => {
    const { env, drop } = await sampleEnvironment({ empty: true });
    const instances = await Promise.all([createSample(env), createSample(env), createSample(env)]);
    const database = instances[0]?.app.get(DataSource);
    const migrations =
      (await database?.query<{ name: string }[]>('select name from migrations order by id')) ?? [];
    await Promise.all(instances.map((instance) => instance.close()));
    await drop();

    const names = migrations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.indexOf('KeepIdempotencyKeys1700000000100')).toBeGreaterThan(0);
    expect(names.slice(-2)).toEqual(['CreateCrates1800000000000', 'CreatePeople1800000000100']);
  });

  it('runs as a role that cannot change tables', async () => {
    const sample = await startSample();
    await expect(sample.app.get(DataSource).query('create table sneaked_in (a int)')).rejects.toThrow(
      'permission denied',
    );
    await sample.close();
    await sample.drop();
  });
});

describe('stopping a service', () => {
  it('answers the requests in hand, accepts no others, and closes the database', async () => {
    const sample = await startSample();
    const gate = sample.app.get(Gate);
    const database = sample.app.get(DataSource);
    gate.shut();
    const inHand = send(sample.url, 'POST', '/api/v1/crates', { body: CRATE });
    while (gate.entered === 0) await delay(20);

    const closed = sample.close();
    await delay(100);
    await expect(send(sample.url, 'GET', '/api/v1/ping')).rejects.toThrow('fetch failed');
    expect(database.isInitialized).toBe(true);
    gate.lift();

    expect((await inHand).status).toBe(201);
    await closed;
    expect(database.isInitialized).toBe(false);
    await sample.drop();
  });
});
