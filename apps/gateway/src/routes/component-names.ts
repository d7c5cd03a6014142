import type { OpenApiDocument } from './openapi-document';

/** Copies a piece of a document with its references pointed at the merged components. */
export function redirect(value: unknown, service: string, apart: ReadonlySet<string>): unknown {
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
export function namesToKeepApart(documents: ReadonlyMap<string, OpenApiDocument>): ReadonlySet<string> {
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
