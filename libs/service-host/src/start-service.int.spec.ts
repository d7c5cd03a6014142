import { Controller, Module, Post } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { send } from '../test/api-client';
import { Gate, createSample, migrateSample, sampleEnvironment, startSample } from '../test/sample-service';
import { SchemaBehindError } from './database/schema-check';
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

  it('fails with the migrations that are missing and how to run them', async () => {
    const { env, drop } = await sampleEnvironment({ empty: true });
    const start = createSample({ ...env, HOUTAI_MIGRATION_TIMEOUT_MS: '1000' });
    await expect(start).rejects.toThrow(SchemaBehindError);
    await expect(start).rejects.toThrow(
      /lacks migrations .*CreateOutbox\d{13}.* more\. Run them first: node dist\/migrate\.js/,
    );
    await drop();
  });

  it('waits for migrations that are under way, and several instances do', async () => {
    const { env, ownerUrl, drop } = await sampleEnvironment({ empty: true });
    const starting = [createSample(env), createSample(env)];
    await delay(300);
    await migrateSample(ownerUrl);
    await Promise.all((await Promise.all(starting)).map((instance) => instance.close()));
    await drop();
  });

  it('goes on with a database that a later release has migrated', async () => {
    const { env, ownerUrl, drop } = await sampleEnvironment();
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query(`insert into migrations (timestamp, name) values (1999, 'OfALaterRelease1999')`);
    await owner.end();
    await (await createSample(env)).close();
    await drop();
  });

  it('runs as a role that cannot change tables', async () => {
    const sample = await startSample();
    await expect(sample.app.get(DataSource).query('create table sneaked_in (a int)')).rejects.toThrow(
      'permission denied',
    );
    await expect(sample.app.get(DataSource).query('delete from migrations')).rejects.toThrow(
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
