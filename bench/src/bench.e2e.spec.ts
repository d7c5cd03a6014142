import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure } from './figure';

const PROGRAM = join(__dirname, '..', 'dist', 'bench.js');

/** It takes all of a machine, also from the tests that wait beside it: nightly, or by hand. */
const atNight = process.env.HOUTAI_TEST_BENCH === 'yes' ? describe : describe.skip;

atNight('the command that measures', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'houtai-bench-spec-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('still gets a figure for everything that it asks the running system', async () => {
    const json = join(folder, 'figures.json');
    const args = [PROGRAM, '--quick', '--only', 'start,saga', '--json', json];
    await promisify(execFile)(process.execPath, args, { env: { ...process.env, HOUTAI_INFRA: 'embedded' } });
    const { figures } = JSON.parse(await readFile(json, 'utf8')) as { figures: Figure[] };
    expect(figures.filter(({ value }) => !(value > 0))).toEqual([]);
    const measured = figures.map(({ measurement }) => measurement);
    expect(measured).toEqual(
      expect.arrayContaining([
        'submit -> confirmed at 100/s, p50',
        'processor time per reservation with its saga, at 100/s',
        'memory of all processes, after load',
      ]),
    );
  }, 180_000);
});
