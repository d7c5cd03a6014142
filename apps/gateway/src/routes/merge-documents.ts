import { namesToKeepApart, redirect } from './component-names';
import { operationsOf, type Components, type OpenApiDocument, type Operation } from './openapi-document';
import { publishedPath } from './published-path';

/** What the merged document says about itself. */
export interface MergedHeading {
  title: string;
  version: string;
  description: string;
}

const BEARER = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'Access token from `POST /api/v1/auth/sign-in`, or the key of a partner’s system',
  },
};

/**
 * One OpenAPI 3.1 document of all services: one tag per service, unique operation ids, one security scheme. A component
 * that two services describe differently is kept apart under `<service>.<name>`.
 */
export function mergeDocuments(
  documents: ReadonlyMap<string, OpenApiDocument>,
  heading: MergedHeading,
): OpenApiDocument {
  const apart = namesToKeepApart(documents);
  const merged: OpenApiDocument & { paths: Record<string, Record<string, unknown>>; components: Components } =
    {
      openapi: '3.1.0',
      info: { ...heading },
      servers: [{ url: '/' }],
      tags: [],
      paths: {},
      components: {},
    };
  const operationIds = new Set<string>();
  for (const [service, document] of documents) {
    let published = 0;
    for (const { path: own, method, operation } of operationsOf(document)) {
      const path = publishedPath(service, own);
      if (path === undefined) continue;
      const item = (merged.paths[path] ??= {});
      if (item[method.toLowerCase()] !== undefined) continue;
      const id = unique(`${service}_${operation.operationId ?? `${method} ${own}`}`, operationIds);
      const tagged = tag(operation, service, id);
      const shared = listOf(document.paths?.[own]?.['parameters']);
      const parameters = [...shared, ...listOf(operation['parameters'])].map(withExamplesInSchema);
      if (parameters.length > 0) tagged['parameters'] = parameters;
      item[method.toLowerCase()] = redirect(tagged, service, apart);
      published += 1;
    }
    if (published > 0) merged.tags?.push({ name: service, description: document.info.description });
    addComponents(merged.components, document, service, apart);
    addWebhooks(merged, document, service, operationIds);
    addExtensions(merged, document);
  }
  merged.components['securitySchemes'] = BEARER;
  return merged;
}

function tag(operation: Operation, service: string, operationId: string): Operation {
  const secured = operation['x-houtai-permission'] !== undefined || listOf(operation['security']).length > 0;
  return { ...operation, operationId, tags: [service], security: secured ? [{ bearer: [] }] : [] };
}

function unique(wanted: string, taken: Set<string>): string {
  const stem = wanted.replaceAll(/[^\w-]+/g, '_');
  let id = stem;
  for (let n = 2; taken.has(id); n += 1) id = `${stem}_${n}`;
  taken.add(id);
  return id;
}

function addComponents(
  into: Components,
  document: OpenApiDocument,
  service: string,
  apart: ReadonlySet<string>,
): void {
  for (const [kind, entries] of Object.entries(document.components ?? {})) {
    if (kind === 'securitySchemes') continue;
    const target = (into[kind] ??= {});
    for (const [name, value] of Object.entries(entries)) {
      target[apart.has(`${kind}/${name}`) ? `${service}.${name}` : name] = redirect(value, service, apart);
    }
  }
}

/** What is sent to others has no route here, so it needs neither a published path nor a permission. */
function addWebhooks(
  into: OpenApiDocument,
  { webhooks = {} }: OpenApiDocument,
  service: string,
  operationIds: Set<string>,
): void {
  for (const [name, item] of Object.entries(webhooks)) {
    const operations = Object.entries(item).map(([method, operation]) => {
      const id = unique(`${service}_${name}`, operationIds);
      return [method, { ...(operation as Operation), operationId: id, tags: [service] }];
    });
    (into.webhooks ??= {})[name] = Object.fromEntries(operations) as Record<string, unknown>;
  }
}

/** `x-houtai-*` beside the routes: what services say of themselves, each under its name. */
function addExtensions(into: OpenApiDocument, document: OpenApiDocument): void {
  for (const [name, said] of Object.entries(document)) {
    if (name.startsWith('x-houtai-')) into[name] = { ...(into[name] ?? {}), ...(said as object) };
  }
}

/** OpenAPI 3.1 has lists of examples in schemas only; decorators of query fields put them beside the schema. */
function withExamplesInSchema(parameter: unknown): unknown {
  if (typeof parameter !== 'object' || parameter === null) return parameter;
  const { examples, schema, ...rest } = parameter as { examples?: unknown; schema?: object };
  return Array.isArray(examples) ? { ...rest, schema: { ...schema, examples } } : parameter;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
