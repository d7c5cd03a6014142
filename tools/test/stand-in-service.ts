import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A service for tests of the launcher: tells its environment, and dies or stays unready when it is asked to. */
const PROGRAM = `
const { createServer } = require('node:http');
const server = createServer((request, response) => {
  if (request.url === '/die') process.exit(3);
  if (request.url === '/environment') return response.end(JSON.stringify(process.env));
  response.statusCode = process.env.STAND_IN === 'never-ready' ? 503 : 200;
  response.end(request.url === '/health/ready' ? '{"status":"ok"}' : request.url);
});
if (process.env.STAND_IN === 'dies') { console.log('no configuration, no service'); process.exit(1); }
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening', process.pid));
process.on('SIGTERM', () => { if (process.env.STAND_IN !== 'stubborn') process.exit(0); });
`;

/** For the program that migrates: tells its environment in its log, and fails when it is asked to. */
const MIGRATION = `
console.log(JSON.stringify(process.env));
if (process.env.LOG_LEVEL === 'fatal') { console.log('no such table'); process.exit(1); }
`;

/** Writes the stand-in below `folder`; returns its path. */
export function standInService(folder: string): Promise<string> {
  return written(join(folder, 'stand-in.js'), PROGRAM);
}

/** The same of the program that migrates. */
export function standInMigration(folder: string): Promise<string> {
  return written(join(folder, 'stand-in-migration.js'), MIGRATION);
}

async function written(file: string, text: string): Promise<string> {
  await writeFile(file, text);
  await chmod(file, 0o644);
  return file;
}

/** Polls until `check` gives something; throws after `limitMs`. */
export async function eventually<T>(
  check: () => T | undefined | Promise<T | undefined>,
  limitMs = 15_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await Promise.resolve(check()).catch(() => undefined);
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
