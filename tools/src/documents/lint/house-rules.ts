/** An operation as far as the rules look at it. */
interface Operation {
  readonly operationId?: string;
  readonly description?: string;
  readonly summary?: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses?: Readonly<Record<string, object>>;
  readonly 'x-houtai-permission'?: string;
  readonly 'x-houtai-public'?: boolean;
  /** Answered to the platform's tools in their own words, and never limited. */
  readonly 'x-houtai-probe'?: boolean;
  readonly 'x-houtai-audiences'?: readonly string[];
}

interface Response {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Media>>;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly example?: unknown; readonly examples?: object }>>;
}

interface Media {
  readonly schema?: { readonly allOf?: readonly { properties?: { code?: { enum?: readonly string[] } } }[] };
  readonly examples?: Readonly<Record<string, unknown>>;
}

interface Context {
  report(problem: { message: string }): void;
  resolve<T>(node: T): { node?: T };
}

type Visit = (operation: Operation, context: Context) => void;
type Rule = () => { Paths: { PathItem: { Operation: Visit } } };

/** What every answer has. */
const HEADERS = ['X-Correlation-Id', 'Content-Language', 'RateLimit', 'RateLimit-Policy'];
/** Of these a client has to know when to come again. */
const COME_AGAIN = ['429', '503'];
const PROBLEM = 'application/problem+json';

/** Under `paths`, not under `webhooks`: those are answered by others. */
function forOperations(faults: (operation: Operation, context: Context) => readonly string[]): Rule {
  const visit: Visit = (operation, context) => {
    for (const message of faults(operation, context)) {
      context.report({ message: `${operation.operationId ?? 'an operation'} ${message}` });
    }
  };
  return () => ({ Paths: { PathItem: { Operation: visit } } });
}

function responsesOf({ responses = {} }: Operation, context: Context): [string, Response][] {
  return Object.entries(responses).map(([status, response]): [string, Response] => [
    status,
    context.resolve(response).node ?? {},
  ]);
}

function codesOf({ schema }: Media): readonly string[] {
  return schema?.allOf?.flatMap(({ properties }) => properties?.code?.enum ?? []) ?? [];
}

const isRefusal = (status: string): boolean => /^[45]/.test(status);

/** What a probe finds, good or bad, is no answer of the interface; what it refuses is. */
const isFinding = (operation: Operation, { content = {} }: Response): boolean =>
  operation['x-houtai-probe'] === true && !(PROBLEM in content);

/** What the house demands of an operation beside what OpenAPI does. The names are those of the rules in `houtai/…`. */
export const HOUSE_RULES: Readonly<Record<string, Rule>> = {
  description: forOperations(({ summary, description }) =>
    summary && description ? [] : ['has no summary or no description'],
  ),
  audience: forOperations(({ 'x-houtai-audiences': audiences = [] }) =>
    audiences.length > 0 ? [] : ['does not say in which documents it stands'],
  ),
  permission: forOperations((operation) => {
    const named = operation['x-houtai-permission'];
    return operation['x-houtai-public'] || (named && /^[a-z-]+:[a-z-]+$/.test(named))
      ? []
      : ['names no permission, and is not public'];
  }),
  codes: forOperations((operation, context) => {
    const refusals = responsesOf(operation, context).filter(([status]) => isRefusal(status));
    if (refusals.length === 0) return ['can refuse nothing'];
    return refusals
      .filter(([, response]) => !isFinding(operation, response))
      .filter(([, { content }]) => codesOf(content?.[PROBLEM] ?? {}).length === 0)
      .map(([status]) => `does not say with which codes it answers ${status}`);
  }),
  examples: forOperations((operation, context) =>
    responsesOf(operation, context).flatMap(([status, { content }]) => {
      const media = content?.[PROBLEM];
      if (!media || !isRefusal(status)) return [];
      const missing = codesOf(media).filter((code) => !(code in (media.examples ?? {})));
      return missing.map((code) => `shows no example of ${code} (${status})`);
    }),
  ),
  // That its schema allows it is a rule of Redocly.
  bodies: forOperations(({ requestBody }, context) => {
    if (!requestBody) return [];
    const { content = {} } = context.resolve<Body>(requestBody).node ?? {};
    const silent = Object.entries(content).filter(
      ([, { example, examples = {} }]) => example === undefined && Object.keys(examples).length === 0,
    );
    return silent.map(
      ([type]) => `shows no example of its body (${type}): a required field of it shows none`,
    );
  }),
  headers: forOperations((operation, context) =>
    responsesOf(operation, context).flatMap(([status, response]) => {
      const { headers = {} } = response;
      if (isFinding(operation, response)) return [];
      const wanted = COME_AGAIN.includes(status) ? [...HEADERS, 'Retry-After'] : HEADERS;
      const missing = wanted.filter((name) => !(name in headers));
      return missing.map((name) => `does not describe the header ${name} of ${status}`);
    }),
  ),
};
