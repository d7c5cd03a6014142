/** JSON Schema as far as it is compared. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface Media {
  readonly schema?: Schema;
}

export interface Response {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Readonly<Record<string, Media>> };
  readonly responses?: Readonly<Record<string, Response>>;
  readonly 'x-houtai-permission'?: string;
  readonly 'x-houtai-retired'?: { readonly sunset: string };
}

type Items = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** An OpenAPI document as far as callers hold on to it. */
export interface Contract {
  readonly paths: Items;
  readonly webhooks?: Items;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Words for people, which may change at any time. */
const WORDS = ['description', 'summary', 'title', 'example', 'examples', 'default', 'x-houtai-errors'];

/** The document without words for people and without refusals, whose codes come and go: what is kept of a release. */
export function contractOf(document: unknown): Contract {
  const { paths, webhooks, components } = withoutWords(document, false) as Contract;
  return {
    paths: withoutRefusals(paths),
    ...(webhooks && { webhooks: withoutRefusals(webhooks) }),
    components: { schemas: components?.['schemas'] ?? {} },
  };
}

function withoutRefusals(items: Items): Items {
  const mapped = Object.entries(items).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, { responses = {}, ...rest }]) => {
      const good = Object.entries(responses).filter(([status]) => /^[23]/.test(status));
      return [method, { ...rest, responses: Object.fromEntries(good) }] as const;
    });
    return [path, Object.fromEntries(operations)] as const;
  });
  return Object.fromEntries(mapped);
}

/** @param isMap whether the keys are names that somebody gave, such as those of properties: `title` is one of these too */
function withoutWords(node: unknown, isMap: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => withoutWords(item, false));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => isMap || !WORDS.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, withoutWords(value, !isMap && ['properties', 'headers'].includes(key))]),
  );
}

/** What a `$ref` stands for, with `allOf` laid on each other. */
export function resolve<T extends { $ref?: string }>(node: T, contract: Contract): T {
  const [, , kind = '', name = ''] = node.$ref?.split('/') ?? [];
  if (node.$ref === undefined) return withAllOf(node, contract);
  const target = contract.components?.[kind]?.[name];
  if (target === undefined) throw new Error(`nothing is at ${node.$ref}`);
  return resolve(target as T, contract);
}

function withAllOf<T>(node: T, contract: Contract): T {
  const { allOf, ...own } = node as Schema;
  if (allOf === undefined) return node;
  const parts = [...allOf.map((part) => resolve(part, contract)), own];
  return Object.assign({}, ...parts, {
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Schema['properties'],
    required: parts.flatMap(({ required = [] }) => required),
  }) as T;
}
