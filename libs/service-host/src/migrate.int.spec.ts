import { join } from 'node:path';
import { ChildProgram } from '@houtai/testing';
import { Client } from 'pg';
import { sampleEnvironment } from '../test/sample-service';

const PROGRAM = join(__dirname, '..', 'test', 'migrate-program.ts');

interface Outcome {
  code: number | null;
  output: string;
}

async function migrating(env: Record<string, string>): Promise<Outcome> {
  const program = ChildProgram.start(PROGRAM, env);
  return { code: await program.exited(), output: program.output() };
}

describe('the program that migrates', () => {
  let ownerUrl: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ ownerUrl, drop } = await sampleEnvironment({ empty: true }));
  });
  afterAll(() => drop?.());

  it('needs nothing but the credentials of the owner, and names what is wrong with them', async () => {
    const { code, output } = await migrating({});
    expect(code).toBe(1);
    expect(output).toContain('HOUTAI_MIGRATION_URL must be a postgres:// URL');
    const url = new URL(ownerUrl);
    url.searchParams.set('sslmode', 'no-verify');
    const unchecked = await migrating({ HOUTAI_MIGRATION_URL: url.toString() });
    expect(unchecked.code).toBe(1);
    expect(unchecked.output).toContain('must have sslmode=verify-full or none');
    expect(unchecked.output).not.toContain(url.password);
  });

  it('runs once, however many of it there are', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => migrating({ HOUTAI_MIGRATION_URL: ownerUrl })));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    const said = (text: string) => outcomes.filter(({ output }) => output.includes(text)).length;
    expect([said('database migrated'), said('database is up to date')]).toEqual([1, 2]);

    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ name: string }>('select name from migrations order by id');
    await owner.end();
    const names = rows.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.indexOf('KeepIdempotencyKeys1700000000100')).toBeGreaterThan(0);
    expect(names.slice(-2)).toEqual(['CreateCrates1800000000000', 'CreatePeople1800000000100']);
  }, 120_000);

  it('fails with code 1 as a role that may not make tables', async () => {
    const empty = await sampleEnvironment({ empty: true });
    const url = empty.env['HOUTAI_DATABASE_URL'] ?? '';
    const { code, output } = await migrating({ HOUTAI_MIGRATION_URL: url });
    expect(code).toBe(1);
    expect(output).toContain('the database of sample cannot be migrated');
    expect(output).not.toContain(new URL(url).password);
    await empty.drop();
  });
});
