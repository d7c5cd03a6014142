#!/usr/bin/env node
/**
 * npm run client:generate writes the generated part of @houtai/client anew from the published OpenAPI documents;
 * npm run client:check (`--check`) writes nothing and says what is stale. Types, operations and transport are what
 * @hey-api/openapi-ts makes of a document; what the client has to know beside them, and the document says in its
 * own words, goes into `facts.gen.ts`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { factsOf } from './generate/facts.mjs';

const home = dirname(fileURLToPath(import.meta.url));
const documents = join(home, '..', '..', 'docs', 'reference', 'openapi');
/** Whose document, and the class that has its operations. */
const AUDIENCES = { partner: 'PartnerOperations', internal: 'InternalOperations' };

const check = process.argv.includes('--check');
const scratch = check ? await mkdtemp(join(tmpdir(), 'houtai-client-')) : undefined;
try {
  const stale = [];
  for (const [audience, containerName] of Object.entries(AUDIENCES)) {
    const kept = join(home, 'src', audience, 'generated');
    const written = scratch ? join(scratch, audience) : kept;
    await generate(join(documents, `${audience}.json`), written, containerName);
    if (scratch) stale.push(...(await differences(kept, written)));
  }
  for (const file of stale) console.error(`libs/client/${file} is stale: run npm run client:generate`);
  if (stale.length === 0) console.log(`The client ${check ? 'is up to date' : 'was written'}.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} finally {
  if (scratch) await rm(scratch, { recursive: true, force: true });
}

async function generate(input, path, containerName) {
  await createClient({
    input,
    output: { path, importFileExtension: '.js', entryFile: false, clean: true },
    plugins: [
      '@hey-api/typescript',
      { name: '@hey-api/client-fetch', throwOnError: true },
      {
        name: '@hey-api/sdk',
        responseStyle: 'data',
        operations: { strategy: 'single', containerName, nesting: 'operationId' },
      },
    ],
    logs: { level: 'silent' },
  });
  const document = JSON.parse(await readFile(input, 'utf8'));
  await writeFile(join(path, 'facts.gen.ts'), factsOf(document));
}

/** Files that differ, are missing or are too many, as paths from the package. */
async function differences(kept, written) {
  const names = new Set([...(await filesIn(kept)), ...(await filesIn(written))]);
  const differ = [];
  for (const name of [...names].sort()) {
    const [before, now] = await Promise.all(
      [kept, written].map((folder) => readFile(join(folder, name), 'utf8').catch(() => undefined)),
    );
    if (before !== now) differ.push(relative(home, join(kept, name)));
  }
  return differ;
}

async function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
