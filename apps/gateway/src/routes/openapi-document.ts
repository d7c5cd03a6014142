/** The parts of an OpenAPI 3.1 document that the gateway reads; everything else is carried along untouched. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths?: Record<string, PathItem>;
  /** What a service sends to hosts of others, by name. */
  webhooks?: Record<string, PathItem>;
  components?: Components;
  tags?: { name: string; description?: string }[];
  servers?: { url: string }[];
  [extension: string]: unknown;
}

/** A document that is being made. */
export type Growing = OpenApiDocument & {
  paths: Record<string, Record<string, unknown>>;
  components: Components;
};

export type Components = Record<string, Record<string, unknown>>;
export type PathItem = Record<string, unknown>;

export interface Operation {
  operationId?: string;
  tags?: string[];
  'x-houtai-permission'?: string;
  'x-houtai-partner'?: string;
  'x-houtai-public'?: boolean;
  /** Tells of persons. */
  'x-houtai-personal-data'?: boolean;
  /** The documents it stands in. */
  'x-houtai-audiences'?: readonly string[];
  [field: string]: unknown;
}

export const HTTP_METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const;

/** Every operation of a document with its path and upper-case method. */
export function* operationsOf(
  document: OpenApiDocument,
): Generator<{ path: string; method: string; operation: Operation }> {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of HTTP_METHODS) {
      const operation = item[method];
      if (isOperation(operation)) yield { path, method: method.toUpperCase(), operation };
    }
  }
}

export function isOpenApiDocument(value: unknown): value is OpenApiDocument {
  if (typeof value !== 'object' || value === null) return false;
  const { openapi, info, paths } = value as Partial<OpenApiDocument>;
  return typeof openapi === 'string' && typeof info === 'object' && typeof paths === 'object';
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null;
}
