import { existsSync } from 'node:fs';
import { join } from 'node:path';

interface Test {
  readonly path: string;
  readonly context: { readonly config: { readonly rootDir: string } };
}

interface LongestFirst {
  readonly LONGEST: readonly string[];
  new (options: object): { sort(tests: readonly Test[]): Test[] };
}

const root = join(__dirname, '..', '..');
const Sequencer = jest.requireActual<LongestFirst>('./longest-first.cjs');

describe('the order of test files', () => {
  const sorted = (files: readonly string[]) =>
    new Sequencer({ contextConfigs: [], globalConfig: {} })
      .sort(files.map((file) => ({ path: join(root, file), context: { config: { rootDir: root } } })))
      .map(({ path }) => path.slice(root.length + 1));

  it('names no file that is gone', () => {
    expect(Sequencer.LONGEST.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('begins with the longest, and ends with those that need no server', () => {
    const [pure, server] = ['tools/lint/conventions.spec.ts', 'libs/infrastructure/src/watchdog.int.spec.ts'];
    expect(sorted([pure, ...[...Sequencer.LONGEST].reverse(), server])).toEqual([
      ...Sequencer.LONGEST,
      server,
      pure,
    ]);
  });
});
