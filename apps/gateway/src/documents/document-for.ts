import { audiencesOf, type Audience } from '../routes/audiences';
import { bodiesFor } from './either-body';
import type { MergedHeading } from '../routes/merge-documents';
import {
  operationsOf,
  type OpenApiDocument,
  type Operation,
  type PathItem,
} from '../routes/openapi-document';
import { ALL_SECTIONS, SENT_SECTION, sectionOf } from './partner-sections';
import { reachableComponents } from './reachable-components';

type Errors = Record<string, Record<string, unknown>>;
type Paths = Record<string, PathItem>;

/**
 * The document of one audience, made of the merged one: its operations with the shapes and problems they name, and nothing
 * else. What partners are sent stands in theirs.
 */
export function documentFor(
  audience: Audience,
  merged: OpenApiDocument,
  info: MergedHeading,
): OpenApiDocument {
  const paths: Paths = {};
  const used = new Set<string>();
  const codes = new Set<string>();
  for (const { path, method, operation } of operationsOf(merged)) {
    if (!audiencesOf(operation).includes(audience)) continue;
    const tags = tagsOf(audience, path, operation);
    (paths[path] ??= {})[method.toLowerCase()] = bodiesFor(audience, { ...operation, tags });
    for (const tag of tags) used.add(tag);
    for (const code of codesOf(operation)) codes.add(code);
  }
  const webhooks = audience === 'partner' ? inSection(merged.webhooks) : undefined;
  if (webhooks) used.add(SENT_SECTION);
  const { components = {} } = merged;
  const known = audience === 'partner' ? ALL_SECTIONS : (merged.tags ?? []);
  return {
    openapi: merged.openapi,
    info,
    servers: merged.servers,
    tags: known.filter(({ name }) => used.has(name)).map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      ...reachableComponents([paths, webhooks], components),
      ...(components['securitySchemes'] && { securitySchemes: components['securitySchemes'] }),
    },
    ...(webhooks && { webhooks }),
    'x-houtai-errors': errorsNamed((merged['x-houtai-errors'] ?? {}) as Errors, codes),
  };
}

/** Partners know nothing of our services: what they see is sorted by what it is about. */
function tagsOf(audience: Audience, path: string, { tags = [] }: Operation): string[] {
  return audience === 'partner' ? [sectionOf(path).name] : tags;
}

function inSection(webhooks: Paths | undefined): Paths | undefined {
  if (webhooks === undefined) return undefined;
  const tagged = Object.entries(webhooks).map(([name, item]) => {
    const operations = Object.entries(item).map(
      ([method, operation]) => [method, { ...(operation as Operation), tags: [SENT_SECTION] }] as const,
    );
    return [name, Object.fromEntries(operations)] as const;
  });
  return Object.fromEntries(tagged);
}

/** The problems that an operation names, each behind the service whose word it is. */
function codesOf({ tags = [], 'x-houtai-problems': codes = [] }: Operation): string[] {
  return (codes as string[]).flatMap((code) => tags.map((service) => `${service} ${code}`));
}

/** What every service can answer, and of the others what an operation of the document names. */
function errorsNamed({ shared, ...own }: Errors, codes: ReadonlySet<string>): Errors {
  const named = Object.entries(own).flatMap(([service, errors]) => {
    const kept = Object.entries(errors).filter(([code]) => codes.has(`${service} ${code}`));
    return kept.length > 0 ? [[service, Object.fromEntries(kept)] as const] : [];
  });
  return { ...(shared && { shared }), ...Object.fromEntries(named) };
}
