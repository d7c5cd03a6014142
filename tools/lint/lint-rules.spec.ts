import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const fixtures = join(__dirname, 'fixtures');
const root = join(__dirname, '..', '..');

interface Fixture {
  name: string;
  /** Where in the project the text pretends to live. */
  at: string;
  /** Part of the message lint must give; `nothing` when it must accept the file. */
  expects: string;
}

/** The first two lines of a fixture say where it pretends to live and what lint must answer. */
function readFixture(name: string): Fixture {
  const text = readFileSync(join(fixtures, name), 'utf8');
  const at = /^\/\/ at: (.+)$/m.exec(text)?.[1];
  const expects = /^\/\/ expects: (.+)$/m.exec(text)?.[1];
  if (!at || !expects) throw new Error(`${name} must start with "// at:" and "// expects:"`);
  return { name, at, expects };
}

describe('the lint rules of the house', () => {
  const cases = readdirSync(fixtures).map(readFixture);
  const messages = new Map<string, string[]>();

  beforeAll(async () => {
    // ESLint's configuration is an ES module: it runs in a process of its own, once for all fixtures.
    const script = join(__dirname, 'lint-fixtures.mjs');
    const input = cases.map(({ name, at }) => `${name}=${at}`);
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...input], {
      cwd: root,
      maxBuffer: 1e7,
    });
    for (const [name, found] of Object.entries(JSON.parse(stdout) as Record<string, string[]>))
      messages.set(name, found);
  }, 120_000);

  it.each(cases)('$name at $at: $expects', ({ name, expects }) => {
    const found = messages.get(name);
    if (expects === 'nothing') expect(found).toEqual([]);
    else expect(found?.join('\n')).toContain(expects);
  });
});
