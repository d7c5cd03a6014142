/** What the tests read of the merged OpenAPI document. */
export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks?: Readonly<Record<string, object>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses?: Readonly<Record<string, ApiResponse>>;
  };
}

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly 'x-houtai-problems'?: readonly string[];
  readonly 'x-houtai-permission'?: string;
  readonly 'x-houtai-public'?: boolean;
  readonly 'x-houtai-partner'?: 'own' | 'reference';
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, RequestMedia>>;
  };
  readonly responses?: Readonly<Record<string, ApiResponse>>;
}

interface RequestMedia {
  readonly schema: Schema;
  readonly example?: object;
  /** By reader, where a partner sends another body than the house. */
  readonly examples?: Readonly<Record<string, { readonly value: object }>>;
}

export interface ApiResponse {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Every route there is: one that stands in the document once for several services is a route of each. */
export function routesOf({ paths }: ApiDocument): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      pathsOf(path, operation).map((one) => ({ method: method.toUpperCase(), path: one, operation })),
    ),
  );
}

function pathsOf(path: string, { parameters = [] }: Operation): string[] {
  const services = parameters.find(({ name, in: place }) => name === 'service' && place === 'path');
  const names = services?.schema?.enum ?? [];
  return names.length === 0 ? [path] : names.map((name) => path.replace('{service}', String(name)));
}

/** Schemas of the JSON body that an operation takes: of the house, and of a partner where it is another; none without a body. */
export function bodySchemas({ requestBody }: Operation, document: ApiDocument): Schema[] {
  const schema = requestBody?.content['application/json']?.schema;
  return schema ? (schema.anyOf ?? [schema]).map((one) => resolve(one, document)) : [];
}

/** The bodies that an operation shows, each with whom it is an example for. */
export function bodyExamples({ requestBody }: Operation): { reader: 'house' | 'partner'; body: object }[] {
  const { example, examples = {} } = requestBody?.content['application/json'] ?? {};
  const each = Object.entries(examples).map(([reader, { value }]) => ({
    reader: reader === 'partner' ? ('partner' as const) : ('house' as const),
    body: value,
  }));
  return example === undefined ? each : [{ reader: 'house', body: example }, ...each];
}

/** The schema behind references and `allOf`. */
export function resolve(schema: Schema, document: ApiDocument): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  if (name !== undefined) {
    const target = document.components.schemas[name];
    if (!target) throw new Error(`no schema ${name}`);
    return resolve(target, document);
  }
  const parts = (schema.allOf ?? []).map((part) => resolve(part, document));
  return parts.length === 0 ? schema : Object.assign({}, ...parts, schema);
}

/** A path with made-up but well-formed parameters. */
export function somewhere({ path }: Route): string {
  return path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => NO_IDS[name] ?? '01900000-0000-7000-8000-00000000ffff',
  );
}

/** Parts of paths that are no ids. */
const NO_IDS: Readonly<Record<string, string>> = {
  day: '2026-01-01',
  code: '1002.99',
  rule: 'rental-settled',
};
