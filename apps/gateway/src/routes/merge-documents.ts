import { audiencesOf } from './audiences';
import { namesToKeepApart, redirect } from './component-names';
import { withEdgeAnswers } from './edge-answers.definition';
import {
  operationsOf,
  type Components,
  type Growing,
  type OpenApiDocument,
  type Operation,
} from './openapi-document';
import { MESSAGES, addOfAnyService } from './operations-of-services';
import { probePaths } from './probes';
import { SELF } from './upstreams.service';
import { ANY_SERVICE, isOfAnyService, publishedPath } from './published-path';

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
 * that two services describe differently is kept apart under `<service>.<name>`. What operators may do with each service
 * alike stands there once. The documents of the audiences are made of this one (`documentFor`).
 */
export function mergeDocuments(
  own: ReadonlyMap<string, OpenApiDocument>,
  heading: MergedHeading,
): OpenApiDocument {
  const documents = new Map(
    [...own].map(([service, document]) => [service, withEdgeAnswers(service, document)]),
  );
  const apart = namesToKeepApart(documents);
  const merged: Growing = {
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
      const complete = redirect(withParameters(document, own, operation), service, apart) as Operation;
      published += 1;
      if (isOfAnyService(own)) {
        addOfAnyService(merged, { service, own, method, operation: secured(complete) });
        continue;
      }
      const item = (merged.paths[path] ??= {});
      if (item[method.toLowerCase()] !== undefined) continue;
      const id = unique(operation.operationId ?? `${method} ${own}`, service, operationIds);
      item[method.toLowerCase()] = { ...secured(complete), operationId: id, tags: [service] };
    }
    if (published > 0) merged.tags?.push({ name: service, description: document.info.description });
    addComponents(merged.components, document, service, apart);
    addWebhooks(merged, document, service, operationIds);
    addExtensions(merged, document);
  }
  if (Object.keys(merged.paths).some((path) => path.includes(ANY_SERVICE)))
    merged.tags?.push({ ...MESSAGES });
  // Beside the routes of services, which keep theirs to the platform: these are the entry's own.
  if (own.has(SELF)) Object.assign(merged.paths, probePaths());
  merged.components['securitySchemes'] = BEARER;
  return merged;
}

/** An operation with the parameters of its path, examples where OpenAPI 3.1 has them. */
function withParameters({ paths }: OpenApiDocument, path: string, operation: Operation): Operation {
  const shared = listOf(paths?.[path]?.['parameters']);
  const parameters = [...shared, ...listOf(operation['parameters'])].map(withExamplesInSchema);
  return parameters.length > 0 ? { ...operation, parameters } : operation;
}

function secured(operation: Operation): Operation {
  const asksForToken =
    operation['x-houtai-permission'] !== undefined || listOf(operation['security']).length > 0;
  return {
    ...operation,
    'x-houtai-audiences': audiencesOf(operation),
    security: asksForToken ? [{ bearer: [] }] : [],
  };
}

/** The id that a service gives; which service it is concerns nobody unless another one has the same. */
function unique(wanted: string, service: string, taken: Set<string>): string {
  const plain = wanted.replaceAll(/[^\w-]+/g, '_');
  const stem = taken.has(plain) ? `${service}_${plain}` : plain;
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
    const operations = Object.entries(item as Record<string, Operation>).map(([method, operation]) => {
      const id = unique(operation.operationId ?? name, service, operationIds);
      return [method, { ...operation, operationId: id, tags: [service] }];
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
