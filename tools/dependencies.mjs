#!/usr/bin/env node
/**
 * npm run dependencies: every package in the lock file has a permissive licence and an exact, hashed version, and the
 * registry knows no serious advisory against what runs in production. A registry that does not answer the question
 * about advisories is told, and is no failure.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
  'CC0-1.0',
]);
/** Packages whose lock entry does not name a (code) licence, read by hand. */
const READ_BY_HAND = {
  ssh2: 'MIT, in its LICENSE file',
  'cpu-features': 'MIT, in its LICENSE file',
  buildcheck: 'MIT, in its LICENSE file',
  'caniuse-lite': 'CC-BY-4.0 data, used by the test tools only',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const faults = [...(await lockFaults()), ...(await advisories())];
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log('All dependencies are permissive, exact and hashed.');
process.exitCode = faults.length === 0 ? 0 : 1;

async function lockFaults() {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const found = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (!path.includes('node_modules/') || entry.link) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licences = (entry.license ?? '').replace(/[()]/g, '').split(/ AND | OR /);
    const permissive = / OR /.test(entry.license ?? '')
      ? licences.some((l) => PERMISSIVE.has(l))
      : licences.every((l) => PERMISSIVE.has(l));
    if (!permissive && !(name in READ_BY_HAND))
      found.push(`${name}@${entry.version}: licence "${entry.license ?? 'none'}" is not on the list`);
    if (!entry.integrity) found.push(`${name}@${entry.version} has no hash`);
  }
  const { dependencies, devDependencies } = packages[''];
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+/.test(version)) found.push(`${name} is not pinned: ${version}`);
  }
  return found;
}

async function advisories() {
  const answer = await new Promise((resolve) => {
    execFile(
      'npm',
      ['audit', '--omit=dev', '--json'],
      { cwd: root, timeout: 60_000, maxBuffer: 1e7 },
      (_error, stdout) => resolve(stdout),
    );
  });
  let audit;
  try {
    audit = JSON.parse(answer);
  } catch {
    audit = {};
  }
  if (!audit.vulnerabilities) {
    console.log('The registry did not answer the question about advisories.');
    return [];
  }
  return Object.values(audit.vulnerabilities)
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name, severity, range }) => `${name} ${range}: ${severity} advisory (npm audit tells more)`);
}
