import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationFiles } from './migration-files';
import { safeInteger } from './number-parsers';

describe('migration files', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'migrations-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are taken in order, and named as the database keeps them', () => {
    for (const name of ['1700000000002-add-b.sql', '1700000000001-create-a-1.sql', 'notes.txt']) {
      writeFileSync(join(folder, name), 'select 1');
    }
    const files = migrationFiles(folder);
    expect(files.map(({ name }) => name)).toEqual(['CreateA11700000000001', 'AddB1700000000002']);
    expect(files[0]?.timestamp).toBe('1700000000001');
  });

  it.each(['1-too-short.sql', '1700000000001_underscore.sql', '1700000000001-Upper.sql'])(
    'may not be called %s',
    (name) => {
      writeFileSync(join(folder, name), 'select 1');
      expect(() => migrationFiles(folder)).toThrow(name);
    },
  );
});

describe('bigint columns', () => {
  it('are numbers as long as they are exact', () => {
    expect(safeInteger('9007199254740991')).toBe(9007199254740991);
    expect(safeInteger('-5')).toBe(-5);
    expect(() => safeInteger('9007199254740992')).toThrow(RangeError);
  });
});
