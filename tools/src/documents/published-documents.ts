import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../launcher/project-root';
import { breakingChanges } from './contract/breaking-changes';
import { contractOf, type Contract } from './contract/contract';
import { lintDocument } from './lint/lint-document';
import type { OpenApiDocument } from './route-table';
import { AUDIENCES, type Audience } from './system-answers';

export type Published = Readonly<Record<Audience, OpenApiDocument>>;

/** Where the document of an audience is kept: as it is, and as it was in the last release. */
export const publishedFile = (audience: Audience): string => `docs/reference/openapi/${audience}.json`;
export const releasedFile = (audience: Audience): string =>
  `docs/reference/openapi/released/${audience}.json`;

/** The documents as files, by name. */
export function publishedFiles(published: Published): Record<string, string> {
  return Object.fromEntries(
    AUDIENCES.map((audience) => [
      publishedFile(audience),
      `${JSON.stringify(sortedPaths(published[audience]), null, 2)}\n`,
    ]),
  );
}

/** What is wrong with the documents themselves, by lint, or breaks callers of the last release, each as a sentence. */
export async function publishedFaults(published: Published, now: string): Promise<string[]> {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const faults: string[] = [];
  for (const audience of AUDIENCES) {
    const document = published[audience];
    const validator = new Validator();
    const { valid, errors } = await validator.validate(
      structuredClone(document) as unknown as Parameters<typeof validator.validate>[0],
    );
    if (!valid) faults.push(`openapi/${audience}.json: ${JSON.stringify(errors)}`);
    faults.push(...(await lintDocument(document, `openapi/${audience}.json`)));
    faults.push(...(await breaksOf(audience, document, now)));
  }
  return faults;
}

async function breaksOf(audience: Audience, document: OpenApiDocument, now: string): Promise<string[]> {
  const file = join(projectRoot(), releasedFile(audience));
  if (!existsSync(file)) return [`${releasedFile(audience)} is missing: run npm run docs:release`];
  const was = JSON.parse(await readFile(file, 'utf8')) as Contract;
  return breakingChanges(was, contractOf(document), now).map(
    (change) => `openapi/${audience}.json breaks callers of the last release: ${change}`,
  );
}

/** Services answer in any order; the document is the same. */
function sortedPaths(document: OpenApiDocument): OpenApiDocument {
  const paths = Object.fromEntries(Object.entries(document.paths).sort(([a], [b]) => a.localeCompare(b)));
  return { ...document, paths };
}
