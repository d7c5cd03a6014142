/**
 * `node -r` this to run a TypeScript file of the repository straight from its sources: for tests that need a second
 * process of a service, to stop and to kill. Slower than built code, and right after `npm ci`.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const ROOT = join(__dirname, '..', '..');
const options = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8'));

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    swcrc: false,
    sourceMaps: 'inline',
    filename,
  });
  module._compile(code, filename);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  const [, library] = /^@houtai\/([a-z-]+)$/.exec(request) ?? [];
  return resolve(library ? join(ROOT, 'libs', library, 'src', 'index.ts') : request, ...rest);
};

require('reflect-metadata');
