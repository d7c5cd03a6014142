// Lints each fixture as if it stood at the given place: `node lint-fixtures.mjs fixture=place …` prints { fixture: [messages] }.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');
const eslint = new ESLint();
const found = {};
for (const argument of process.argv.slice(2)) {
  const [fixture, place] = argument.split('=');
  const [result] = await eslint.lintText(readFileSync(join(fixtures, fixture), 'utf8'), { filePath: place });
  found[fixture] = result.messages.map((message) => `${message.ruleId}: ${message.message}`);
}
process.stdout.write(JSON.stringify(found));
