import { join } from 'node:path';
import { ChildProgram } from '@houtai/testing';
import { send } from '../../test/api-client';
import { createSample, sampleEnvironment } from '../../test/sample-service';
import { WatchedModule, WatchedWork } from '../../test/watched-work';
import type { RunningService } from '../service-options';

const PROGRAM = join(__dirname, '..', '..', 'test', 'sample-program.ts');
/** Longest that an instance which was stopped may hold up the others. */
const BOUND_MS = 15_000;
/** Two more rounds of work, on a machine that may have much else to do. */
const GOES_ON_MS = 15_000;

describe('an instance that is frozen', () => {
  let env: Record<string, string>;
  let drop: () => Promise<void>;
  let frozen: ChildProgram | undefined;
  let service: RunningService | undefined;

  beforeEach(async () => {
    ({ env, drop } = await sampleEnvironment());
  });
  afterEach(async () => {
    await frozen?.end();
    await service?.close();
    await drop();
  });

  it('in mid-transaction holds the others up for at most 15 s, and fails as one to be repeated', async () => {
    service = await createSample(env);
    const body = { label: 'tea', size: { weightGrams: 1 } };
    const made = await send<{ id: string }>(service.url, 'POST', '/api/v1/crates', { body });
    const { id } = made.body;
    frozen = ChildProgram.start(PROGRAM, { ...env, LOCK_CRATE: id });
    await frozen.said('locked');
    frozen.signal('SIGSTOP');
    const started = Date.now();
    const answer = await send(service.url, 'PUT', `/api/v1/crates/${id}`, {
      body: { label: 'silk' },
      headers: { 'if-match': '"1"' },
    });
    expect(answer).toMatchObject({ status: 200, body: { label: 'silk' } });
    expect(Date.now() - started).toBeLessThan(BOUND_MS);
    frozen.signal('SIGCONT');
    expect(await frozen.said('failed')).toContain('transient=true');
  });

  it('amid due work loses the lead to another one, which does the work in its place', async () => {
    frozen = ChildProgram.start(PROGRAM, { ...env, WORK_MS: '3000' });
    await frozen.said('works');
    frozen.signal('SIGSTOP');
    service = await createSample(env, WatchedModule);
    const work = service.app.get(WatchedWork);
    const started = Date.now();
    await until('it works', BOUND_MS, () => work.runs > 0);
    frozen.signal('SIGCONT');
    const before = work.runs;
    await until('it goes on working', GOES_ON_MS, () => work.runs > before + 1);
    expect(Date.now() - started).toBeLessThan(BOUND_MS + GOES_ON_MS);
  });
});

async function until(what: string, limitMs: number, condition: () => boolean): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not in ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
