/** The parts of an OpenAPI 3.1 document that exchanges are held against. */
export interface ContractDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractOperation>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Every problem there is, by the service that declares it. */
  readonly 'x-houtai-errors'?: Readonly<
    Record<string, Readonly<Record<string, { readonly status: number }>>>
  >;
}

export interface ContractOperation {
  readonly parameters?: readonly ContractParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, ContractResponse | Reference>>;
}

export interface ContractParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}

export interface ContractResponse {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean } | Reference>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface MediaType {
  readonly schema?: object;
}

interface Reference {
  readonly $ref: string;
}

export interface FoundOperation {
  /** `GET /api/v1/vehicles/{id}` */
  readonly name: string;
  readonly operation: ContractOperation;
  /** Values of the parameters in the path. */
  readonly inPath: Readonly<Record<string, string>>;
}

export type FoundRoute = FoundOperation | 'no-such-method' | 'no-such-path';

/** Finds the operation of a request, and what its references mean. */
export class ApiContract {
  private readonly templates: { path: string; pattern: RegExp; names: string[] }[];

  constructor(readonly document: ContractDocument) {
    // What is fixed wins over parameters.
    const paths = Object.keys(document.paths).sort((a, b) => rank(a).localeCompare(rank(b)));
    this.templates = paths.map((path) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      return { path, names, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`) };
    });
  }

  /** @param path without the query */
  find(method: string, path: string): FoundRoute {
    for (const { path: template, pattern, names } of this.templates) {
      const match = pattern.exec(path);
      if (!match) continue;
      const operation = this.document.paths[template]?.[method.toLowerCase()];
      if (!operation) return 'no-such-method';
      const inPath = Object.fromEntries(names.map((name, n) => [name, decoded(match[n + 1] ?? '')]));
      return { name: `${method} ${template}`, operation, inPath };
    }
    return 'no-such-path';
  }

  /** Whether a problem of this code and status is in the catalogue. A document without one knows none, and refuses none. */
  knowsProblem(code: string, status: number): boolean {
    const { 'x-houtai-errors': errors } = this.document;
    return !errors || Object.values(errors).some((ofService) => ofService[code]?.status === status);
  }

  /** The thing itself where a reference to it stands. */
  resolve<Thing extends object>(thing: Thing | Reference): Thing {
    if (!('$ref' in thing)) return thing;
    const [, , kind = '', name = ''] = thing.$ref.split('/');
    const target = this.document.components?.[kind]?.[name];
    if (target === undefined) throw new Error(`the document lacks ${thing.$ref}`);
    return target as Thing;
  }
}

/** As it came where its escapes are broken, which is refused. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Sorts `{parameters}` behind whatever is fixed at their place. */
function rank(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '\uffff');
}
