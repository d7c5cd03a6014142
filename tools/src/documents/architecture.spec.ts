import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../launcher/project-root';

const root = projectRoot();
const named = [
  ...readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(/^ *([.\w-]+(?:\/[\w-]+)?)\/ +\S/gm),
].map(([, folder]) => folder ?? '');

/** Folders that git keeps out of the repository are nobody's to explain. */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .map((line) => line.replace(/\/$/, ''));

function foldersOf(parent: string): string[] {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '.git' && !ignored.includes(entry.name))
    .map(({ name }) => join(parent, name));
}

describe('ARCHITECTURE.md', () => {
  it.each(['', 'apps', 'libs'])('says what every folder of "%s" is for', (parent) => {
    expect(foldersOf(parent).filter((folder) => !named.includes(folder))).toEqual([]);
  });

  it('names no folder that is gone', () => {
    expect(named.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  });
});
