import type { ApiContract, ContractResponse, FoundOperation } from './api-contract';
import type { SchemaCheck } from './schema-check';

/** One request with its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** As sent: an object, or text that may not be JSON. */
  readonly requestBody?: unknown;
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON. */
  readonly body: unknown;
}

/** Headers that tell a client what to do: whoever sends one has to have said so. */
const TELLING = ['etag', 'link', 'retry-after', 'www-authenticate', 'idempotency-replayed', 'ratelimit'];

/** Sentences about where an exchange is not as the document says. */
export function faultsOfExchange(exchange: Exchange, contract: ApiContract, schemas: SchemaCheck): string[] {
  const { method, status } = exchange;
  const [path = ''] = exchange.path.split('?', 1);
  const found = contract.find(method, path);
  if (typeof found === 'string') {
    const uncatalogued = problemFaults(exchange, contract);
    if (uncatalogued.length > 0) return uncatalogued.map((fault) => `${method} of no document: ${fault}`);
    const answersAnyway = status < 300 && path.startsWith('/api/') && !/^(HEAD|OPTIONS)$/.test(method);
    return answersAnyway ? [`${method} ${path} answers ${status} and stands in no document`] : [];
  }
  const own = [
    ...answerFaults(exchange, found, contract, schemas),
    ...(status < 300 ? requestFaults(exchange, found, schemas) : []),
  ];
  return own.map((fault) => `${found.name}: ${fault}`);
}

/** Of what no operation answers: a path that there is not, a method that it has not. */
function problemFaults({ status, body }: Exchange, contract: ApiContract): string[] {
  const code = codeIn(body).trim();
  return code === '' || contract.knowsProblem(code, status)
    ? []
    : [`answers ${status} ${code}, which stands in no catalogue`];
}

function answerFaults(
  { status, headers, body }: Exchange,
  { operation }: FoundOperation,
  contract: ApiContract,
  schemas: SchemaCheck,
): string[] {
  const declared = operation.responses[status];
  if (!declared) return [`answers ${status}${codeIn(body)}, which it does not declare`];
  const response = contract.resolve<ContractResponse>(declared);
  return [
    ...headerFaults(headers, response, contract).map((fault) => `${status}: ${fault}`),
    ...contentFaults(headers, body, response, schemas).map((fault) => `${status}${codeIn(body)}: ${fault}`),
  ];
}

function contentFaults(
  headers: Headers,
  body: unknown,
  { content }: ContractResponse,
  schemas: SchemaCheck,
): string[] {
  if (!content) return body === '' || body === undefined ? [] : ['has a body, which it does not declare'];
  const [type = ''] = (headers.get('content-type') ?? '').split(';', 1);
  const media = content[type] ?? content['*/*'];
  if (!media) return [`comes as ${type || 'nothing'}, which it does not declare`];
  return media.schema && /json$/.test(type) ? schemas.body(media.schema, body) : [];
}

function headerFaults(sent: Headers, { headers = {} }: ContractResponse, contract: ApiContract): string[] {
  const named = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const missing = Object.entries(headers).filter(
    ([name, header]) => contract.resolve<{ required?: boolean }>(header).required && !sent.has(name),
  );
  return [
    ...missing.map(([name]) => `lacks the header ${name}`),
    ...TELLING.filter((name) => sent.has(name) && !named.has(name)).map(
      (name) => `has the header ${name}, which it does not declare`,
    ),
  ];
}

/** Of a request that was carried out: it must be one that the document allows. */
function requestFaults(
  { path, requestHeaders, requestBody }: Exchange,
  { operation, inPath }: FoundOperation,
  schemas: SchemaCheck,
): string[] {
  const { parameters = [] } = operation;
  const query = new URLSearchParams(path.split('?', 2)[1] ?? '');
  const known = new Set(parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name));
  const faults = [...new Set(query.keys())]
    .filter((name) => !known.has(name))
    .map((name) => `takes ?${name}, which it does not declare`);
  for (const { name, in: place, required, schema } of parameters) {
    const value =
      place === 'query'
        ? query.get(name)
        : place === 'path'
          ? inPath[name]
          : place === 'header'
            ? headerOf(requestHeaders, name)
            : undefined;
    if (value === undefined || value === null) {
      if (required) faults.push(`was carried out without ${name}, which it demands`);
    } else if (schema) {
      faults.push(...schemas.parameter(schema, value).map((fault) => `takes ${name} although ${fault}`));
    }
  }
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema && requestBody !== undefined)
    faults.push(
      ...schemas.body(schema, parsed(requestBody)).map((fault) => `takes a body although ${fault}`),
    );
  return faults;
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function parsed(body: unknown): unknown {
  // What was sent may hold `undefined`, which JSON leaves out.
  return JSON.parse(typeof body === 'string' ? body : JSON.stringify(body)) as unknown;
}

function codeIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('code' in body)) return '';
  return typeof body.code === 'string' && 'traceId' in body ? ` ${body.code}` : '';
}
