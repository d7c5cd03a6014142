import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const STEPS = ['types', 'format:check', 'dependencies', 'lint', 'client:check', 'docs:check'];

describe('what has to pass before anything lands', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'houtai-ci-'));
    for (const name of ['.ci', 'bin']) mkdirSync(join(folder, name));
    copyFileSync(join(root, '.ci', 'run'), join(folder, '.ci', 'run'));
    for (const name of ['java', 'mvn']) program(name, 'exit 0');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function program(name: string, body: string): void {
    const file = join(folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** Runs it with an npm that does nothing but fail where it is told to. */
  function run(broken: string): { code: number | null; output: string; last: string | undefined } {
    program(
      'npm',
      `case "$*" in
        ${broken}) echo "$* is broken"; exit 1 ;;
        test) echo "40 passed, 0 failed, 2 skipped" ;;
        *test:faults*) echo "2 passed, 0 failed" ;;
      esac`,
    );
    const { status, stdout, stderr } = spawnSync(join(folder, '.ci', 'run'), {
      encoding: 'utf8',
      timeout: 30_000,
      env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    });
    return { code: status, output: stdout + stderr, last: stdout.trim().split('\n').pop() };
  }

  it('ends with the sum of tests and fault rows when all has passed', () => {
    expect(run('nothing')).toMatchObject({ code: 0, last: '42 passed, 0 failed' });
  });

  it('runs the fault suite beside the tests, and shows it after them', () => {
    const waiting = 'n=0; until [ -e begun ]; do n=$((n + 1)); [ $n -lt 200 ] || exit 1; sleep 0.05; done';
    const { output, last } = run(`*test:faults*) touch begun; echo "2 passed, 0 failed" ;;
        test) ${waiting}; echo "40 passed, 0 failed" ;;
        never`);
    expect(output).toMatch(/40 passed.*\n== npm run test:faults -- --short\n2 passed/);
    expect(last).toBe('42 passed, 0 failed');
  });

  it.each(STEPS)('fails when %s fails, shows what it said and counts it', (step) => {
    const { code, output, last } = run(`*${step}*`);
    expect({ code, last }).toEqual({ code: 1, last: '42 passed, 1 failed' });
    expect(output).toMatch(new RegExp(`== npm run ${step}\n.*${step}.* is broken\nnpm run ${step} failed`));
  });

  it.each([
    ['the tests end without figures', 'test', '2 passed, 1 failed'],
    ['the fault suite ends without figures', '*test:faults*', '40 passed, 1 failed'],
    ['the packages cannot be installed', 'ci', '0 passed, 1 failed'],
  ])('fails when %s', (_, broken, last) => {
    expect(run(broken)).toMatchObject({ code: 1, last });
  });

  it('fails when a test has failed, or when a run fails though none of its tests did', () => {
    expect(run('test) echo "39 passed, 1 failed"; exit 1 ;; never')).toMatchObject({
      code: 1,
      last: '41 passed, 1 failed',
    });
    expect(run('test) echo "40 passed, 0 failed"; exit 1 ;; never')).toMatchObject({
      code: 1,
      last: '42 passed, 1 failed',
    });
  });
});
