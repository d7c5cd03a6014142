#!/usr/bin/env node
/** Part of `npm pack`: the declarations stand beside both forms of the code, since each form is typed by its own. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const [cjs, esm] = ['cjs', 'esm'].map((form) => join(home, 'dist', form));
execFileSync(process.execPath, [compiler, '-p', join(home, 'tsconfig.types.json'), '--outDir', cjs], {
  stdio: 'inherit',
});
cpSync(cjs, esm, { recursive: true, filter: (path) => !/\.(js|map)$/.test(path) });
