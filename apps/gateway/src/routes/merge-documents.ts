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
    bearerFormat: 'JWT',
    description: 'Access token from `POST /api/v1/auth/sign-in`',
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
      const parameters = document.paths?.[own]?.['parameters'];
      const tagged = tag(
        operation,
        service,
        unique(`${service}_${operation.operationId ?? `${method} ${own}`}`, operationIds),
      );
      if (Array.isArray(parameters))
        tagged['parameters'] = [...parameters, ...listOf(operation['parameters'])];
      item[method.toLowerCase()] = redirect(tagged, service, apart);
      published += 1;
    }
    if (published > 0) merged.tags?.push({ name: service, description: document.info.description });
    addComponents(merged.components, document, service, apart);
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

/** Copies a piece of a document with its references pointed at the merged components. */
function redirect(value: unknown, service: string, apart: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => redirect(item, service, apart));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      typeof child === 'string' ? redirectText(child, service, apart) : redirect(child, service, apart),
    ]),
  );
}

const REFERENCE = /^#\/components\/([^/]+)\/(.+)$/;

function redirectText(text: string, service: string, apart: ReadonlySet<string>): string {
  const [, kind, name] = REFERENCE.exec(text) ?? [];
  if (kind === undefined || name === undefined || !apart.has(`${kind}/${name}`)) return text;
  return `#/components/${kind}/${service}.${name}`;
}

/** `kind/name` of components that differ between services, themselves or in something they refer to. */
function namesToKeepApart(documents: ReadonlyMap<string, OpenApiDocument>): ReadonlySet<string> {
  const meanings = new Map<string, Set<string>>();
  const references = new Map<string, Set<string>>();
  for (const { components = {} } of documents.values()) {
    for (const [kind, entries] of Object.entries(components)) {
      for (const [name, value] of Object.entries(entries)) {
        const text = canonical(value);
        add(meanings, `${kind}/${name}`, text);
        for (const [, to = ''] of text.matchAll(/"#\/components\/([^"]+)"/g))
          add(references, `${kind}/${name}`, to);
      }
    }
  }
  const apart = new Set([...meanings].filter(([, texts]) => texts.size > 1).map(([name]) => name));
  for (let grown = true; grown;) {
    grown = false;
    for (const [name, targets] of references) {
      if (apart.has(name) || ![...targets].some((target) => apart.has(target))) continue;
      apart.add(name);
      grown = true;
    }
  }
  return apart;
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

/** JSON with sorted keys: the order in which a service writes its fields means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
