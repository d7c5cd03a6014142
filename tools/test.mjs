#!/usr/bin/env node
/**
 * npm test: every tier in one run. Starts Postgres, and Kafka when available, once for the whole run, only when
 * a selected test needs them; runs Jest with the arguments given (`npm test -- libs/messaging`); stops everything;
 * says what was used and skipped; ends with one line of figures.
 *   HOUTAI_TEST_KAFKA=auto|required|off       required: a missing Kafka is a failure (CI)
 *   HOUTAI_TEST_INFRA=auto|docker|local       auto: containers when a Docker engine answers, else processes
 *   HOUTAI_TEST_POSTGRES_URL, HOUTAI_TEST_KAFKA_BROKERS   use these instead of starting any
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLibrary } from './test-run/load-library.mjs';
import { startTestServers } from './test-run/test-servers.mjs';
import { summarise } from './test-run/summary.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const kafkaWish = oneOf('HOUTAI_TEST_KAFKA', ['auto', 'required', 'off']);
const infraWish = oneOf('HOUTAI_TEST_INFRA', ['auto', 'docker', 'local']);
const args = process.argv.slice(2);
const LEFT_OPEN_MS = 20_000;

let child;
let interrupted;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (interrupted) process.exit(130);
    interrupted = signal;
    child?.kill('SIGTERM');
  });

process.exitCode = await main();

async function main() {
  const scratch = await mkdtemp(join(tmpdir(), 'houtai-test-'));
  let servers;
  try {
    const files = await selectedTests();
    if (files === undefined) return 1;
    const needs = await neededServers(files);
    const library = needs.servers ? await loadLibrary(root, 'infrastructure') : undefined;
    servers = await startTestServers(library, { ...needs, kafkaWish, infraWish });
    console.log(servers.line);
    if (interrupted) return 130;
    if (needs.built && (await run(npm(), ['run', '--silent', 'build'], {})) !== 0) {
      console.log('The build failed; no test was run.\n0 passed, 1 failed');
      return 1;
    }
    if (interrupted) return 130;
    const results = join(scratch, 'results.json');
    const running = run(process.execPath, [jest, ...args, '--json', `--outputFile=${results}`], {
      ...servers.env,
      HOUTAI_TEST_KAFKA: kafkaWish,
    });
    const guard = endWhenLeftOpen(results);
    const code = await running;
    clearInterval(guard);
    const { lines, ok } = summarise(
      root,
      JSON.parse(await readFile(results, 'utf8').catch(() => 'null')),
      servers.line,
    );
    if (code !== 0 && ok) lines.splice(-1, 0, `Jest ended with code ${code}.`);
    await servers.stop();
    console.log(lines.join('\n'));
    if (interrupted) return 130;
    return ok && code === 0 && !servers.fault ? 0 : 1;
  } catch (error) {
    console.log(`${error instanceof Error ? error.message : error}\n0 passed, 1 failed`);
    return 1;
  } finally {
    await servers?.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Paths of the test files that the arguments select; undefined when Jest cannot tell. */
async function selectedTests() {
  let listed = '';
  const code = await run(
    process.execPath,
    [jest, ...args, '--listTests', '--json', '--passWithNoTests'],
    {},
    (text) => (listed += text),
  );
  const line = listed.split('\n').find((text) => text.startsWith('['));
  if (code !== 0 || line === undefined) {
    console.log(`${listed}\n0 passed, 1 failed`);
    return undefined;
  }
  const files = JSON.parse(line);
  if (files.length > 0) return files;
  console.log(`No test matches ${args.join(' ') || 'anything'}.\n0 passed, 0 failed`);
  return undefined;
}

/** What the selected tests need; a tier is told by its suffix, Kafka by being named in a test or in what it tests. */
async function neededServers(files) {
  const servers = files.some((file) => /\.(int|e2e)\.spec\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const kafka =
    servers &&
    kafkaWish !== 'off' &&
    texts.some((text) => /describeKafka|describeBothBuses|testKafkaBrokers/.test(text));
  // Services in processes of their own, and the thread of dispatch's optimiser, run what was built.
  const built = files.some((file) => /^(e2e|bench|apps.dispatch.test)[/\\]/.test(relative(root, file)));
  return { servers, kafka, built };
}

/** Jest waits for ever for what a test has left open: it is ended, and the run has failed, when it goes on long after its results. */
function endWhenLeftOpen(results) {
  let seenAt;
  return setInterval(() => {
    seenAt ??= existsSync(results) ? Date.now() : undefined;
    if (seenAt === undefined || Date.now() - seenAt < LEFT_OPEN_MS) return;
    console.log('Jest did not end: a test has left something open (find it with --detectOpenHandles).');
    child.kill('SIGKILL');
  }, 500);
}

function run(command, commandArgs, env, take) {
  return new Promise((resolve, reject) => {
    child = spawn(command, commandArgs, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', take ? 'pipe' : 'inherit', 'inherit'],
    });
    child.stdout?.on('data', (chunk) => take?.(chunk.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function oneOf(name, values) {
  const value = process.env[name] || 'auto';
  if (values.includes(value)) return value;
  console.log(`${name}=${value} is unknown; it is one of ${values.join(', ')}\n0 passed, 1 failed`);
  process.exit(1);
}
