import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ApiDocument, ApiResponse, Route, Schema } from '../system/api-document';
import type { Answer } from '../system/colleague';

const JSON_BODY = /^application\/(problem\+)?json\b/;
const PROBLEM = 'application/problem+json';
const OF_FORM = [400, 413, 415];

/** Looks whether an answer is one that the document has for its operation. Schemas are compiled once. */
export class AnswerCheck {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: false, logger: false });
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(private readonly document: ApiDocument) {
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: 'document', components: closed(document.components, extendedIn(document)) });
  }

  /** What is wrong with an answer, a sentence each. */
  faultsOf(route: Route, { status, headers, body }: Answer<unknown>): string[] {
    if (status >= 500) return [`a server error ${status}`];
    if (status === 304) return body === '' ? [] : ['304 with a body'];
    // refused before it is known what is asked for: a problem of the catalogue, of no operation
    if (status === 431 && codeOf(body) === 'headers-too-large') return [];
    const responses = route.operation.responses ?? {};
    const declared = responses[String(status)] ?? (status >= 400 ? responses['default'] : undefined);
    // what takes no body may refuse the form of one that comes all the same
    if (!declared && !route.operation.requestBody && OF_FORM.includes(status)) return [];
    if (!declared) return [`${status} is no status of the operation`];
    const type = headers.get('content-type') ?? '';
    const isProblem = status >= 400;
    if (isProblem && !type.startsWith(PROBLEM)) return [`${status} is no problem but ${type || 'nothing'}`];
    if (isProblem && (body as { status?: unknown }).status !== status)
      return [`${status} says ${String((body as { status?: unknown }).status)}`];
    return this.bodyFaults(declared, { status, type, body });
  }

  private bodyFaults(
    given: ApiResponse,
    { status, type, body }: { status: number; type: string; body: unknown },
  ): string[] {
    const { content } = this.responseOf(given);
    if (!content || Object.keys(content).length === 0)
      return body === '' ? [] : [`${status} has a body that the document does not know`];
    const [name] = type.split(';');
    const schema = content[name ?? '']?.schema;
    if (!(name && name in content))
      return [`${status} is ${name || 'nothing'}, which the document does not know`];
    if (!schema || !JSON_BODY.test(type)) return [];
    const validate = this.validatorOf(schema);
    if (validate(body)) return [];
    const [error] = validate.errors ?? [];
    const { additionalProperty = '' } = (error?.params ?? {}) as { additionalProperty?: string };
    return [
      `${status} breaks its schema: ${error?.instancePath.replaceAll(/\d+/g, 'n')} ${error?.message} ${additionalProperty}`.trim(),
    ];
  }

  private responseOf(given: ApiResponse): ApiResponse {
    const name = given.$ref?.split('/').at(-1);
    return name === undefined ? given : (this.document.components.responses?.[name] ?? {});
  }

  private validatorOf(schema: Schema): ValidateFunction {
    const known = this.compiled.get(schema);
    if (known) return known;
    const text = JSON.stringify(closed(schema, extendedIn(this.document))).replaceAll(
      '"#/components/',
      '"document#/components/',
    );
    const made = this.ajv.compile(JSON.parse(text) as object);
    this.compiled.set(schema, made);
    return made;
  }
}

/** Schemas that others extend by `allOf`: closed, they would refuse what is added to them. */
function extendedIn(document: ApiDocument): ReadonlySet<unknown> {
  const names = [...JSON.stringify(document).matchAll(/"allOf":\[\{"\$ref":"([^"]+)"\},/g)].map(
    ([, name]) => name,
  );
  return new Set(names.map((name) => document.components.schemas[name?.split('/').at(-1) ?? '']));
}

/** An object of which all fields are named has no others: a field that the document forgets is a fault of it. */
function closed<T>(value: T, extended: ReadonlySet<unknown>): T {
  if (Array.isArray(value)) return value.map((one: unknown) => closed(one, extended)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    // each of several parts knows its own fields only
    const isPart = key === 'allOf' && Array.isArray(inner) && inner.length > 1;
    return [key, isPart ? (inner as unknown) : closed(inner as unknown, extended)];
  });
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  const isObject = 'properties' in copy && 'type' in copy && !('additionalProperties' in copy);
  return (isObject && !extended.has(value) ? { ...copy, additionalProperties: false } : copy) as T;
}

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}
