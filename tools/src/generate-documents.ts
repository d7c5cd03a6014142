import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Parser } from '@asyncapi/parser';
import { format, resolveConfig } from 'prettier';
import { CATALOGUE } from '@houtai/event-catalogue';
import { Permission, ROLES, STAFF_ROLES, rolesWith } from '@houtai/service-host';
import { asyncApiDocument } from './documents/asyncapi-document';
import { capacityProtocol } from './documents/capacity-protocol';
import { capabilityFaults } from './documents/capability-faults';
import { withSummary } from './documents/capability-summary';
import { commandTables } from './documents/commands/command-table';
import { eventTable } from './documents/event-table';
import { listTable } from './documents/list-table';
import { publishedFaults, publishedFiles } from './documents/published-documents';
import { problemCatalogue } from './documents/problem-catalogue';
import { REQUIREMENTS } from './documents/requirements';
import { OpenApiDocument, routeTable } from './documents/route-table';
import { settingTable } from './documents/settings/setting-table';
import { stateMachines } from './documents/state-machines';
import { askSystem, keptAnswers, type SystemAnswers } from './documents/system-answers';
import { launchSystem } from './launcher/launch-system';
import { projectRoot } from './launcher/project-root';
import { runMain } from './run-main';

const FOLDER = join(projectRoot(), 'docs', 'reference');

/**
 * `npm run docs:generate` writes the generated documents, `npm run docs:check` says which of them are stale. Both ask a
 * running system, so that the documents say what runs.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, answers: { type: 'string' } },
  });
  const { check } = values;
  const { openapi, published, consumers } = await answers(values.answers);
  const { version } = JSON.parse(await readFile(join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const asyncapi = asyncApiDocument(consumers, version);
  const faults = [
    ...(await asyncApiFaults(asyncapi)),
    ...(await publishedFaults(published, new Date().toISOString())),
  ];
  const documents: Record<string, string> = {
    'docs/reference/asyncapi.json': `${JSON.stringify(asyncapi, null, 2)}\n`,
    ...publishedFiles(published),
    'docs/reference/capacity-protocol.md': await protocol(),
    'docs/reference/events.md': eventTable(consumers),
    'docs/reference/lists.md': listTable(openapi),
    'docs/reference/problems.md': problemCatalogue(openapi),
    'docs/reference/service-settings.md': settingTable(
      projectRoot(),
      readdirSync(join(projectRoot(), 'apps')),
    ),
    'docs/reference/state-machines.md': stateMachines(openapi),
    'docs/reference/routes.md': routeTable(openapi, (permission, partner) =>
      rolesWith(permission as Permission, partner ? ROLES : STAFF_ROLES),
    ),
    'README.md': await frontPage(),
    ...commandTables(projectRoot(), readdirSync(join(projectRoot(), 'apps'))),
  };
  for (const [name, text] of Object.entries(documents)) {
    const file = join(projectRoot(), name);
    if (check) {
      const written = existsSync(file) ? await readFile(file, 'utf8') : '';
      if (written !== text) faults.push(`${name} is stale: run npm run docs:generate`);
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  faults.push(...(await capabilitiesFaults(openapi)));
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log(
      `${Object.keys(documents).join(', ')} ${check ? 'are up to date' : 'written'}; capabilities.md is sound`,
    );
  return faults.length === 0 ? 0 : 1;
}

/** From the file of `--answers`, which a run of the journeys has kept; else a system is started and asked. */
async function answers(file: string | undefined): Promise<SystemAnswers> {
  if (file) return keptAnswers(file);
  const system = await launchSystem({
    mode: 'simulated',
    infrastructure: 'embedded',
    durable: false,
    log: (line) => console.log(line),
  });
  try {
    return await askSystem(system);
  } finally {
    await system.stop();
  }
}

/** README.md with what works as the capabilities say, in the formatting of the house. */
async function frontPage(): Promise<string> {
  const file = join(projectRoot(), 'README.md');
  const page = withSummary(
    await readFile(file, 'utf8'),
    await readFile(join(FOLDER, 'capabilities.md'), 'utf8'),
  );
  return format(page, { ...(await resolveConfig(file)), filepath: file });
}

async function protocol(): Promise<string> {
  const source = join(projectRoot(), 'libs', 'event-catalogue', 'src', 'capacity-question.ts');
  return capacityProtocol(await readFile(source, 'utf8'));
}

async function asyncApiFaults(document: unknown): Promise<string[]> {
  const diagnostics = await new Parser().validate(JSON.stringify(document));
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ message, path }) => `asyncapi.json: ${message} at ${path.join('.')}`);
}

async function capabilitiesFaults(openapi: OpenApiDocument): Promise<string[]> {
  const file = join(FOLDER, 'capabilities.md');
  if (!existsSync(file)) return ['docs/reference/capabilities.md is missing'];
  return capabilityFaults(await readFile(file, 'utf8'), {
    requirements: REQUIREMENTS,
    paths: new Set(Object.keys(openapi.paths)),
    types: new Set(CATALOGUE.map(({ type }) => type)),
    fileExists: (path) => existsSync(join(projectRoot(), path)),
  });
}

runMain(main);
