/**
 * Lets `node --require` run the sources as they are, for tests that start a real process: compiles with the settings of
 * the build, and takes the libraries from `src` instead of `dist`. Works right after `npm ci`.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '..', '..');
const configFile = join(root, '.swcrc');
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const [, library, part = 'index'] = /^@houtai\/([\w-]+)(?:\/([\w-]+))?$/.exec(request) ?? [];
  const path = library ? join(root, 'libs', library, 'src', `${part}.ts`) : request;
  return resolve.call(this, path, ...rest);
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, configFile, sourceMaps: false });
  module._compile(code, filename);
};

require('reflect-metadata');

// A test run that is killed cannot end what it started: its end of the channel closes, and that is heard here.
if (process.channel) {
  process.channel.unref();
  process.on('disconnect', () => process.exit(1));
}
