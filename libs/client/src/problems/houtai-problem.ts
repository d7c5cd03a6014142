/** A fault of one field of a request; `field` is a path such as `customer.licence.number`. */
export interface FieldFault {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** How often and as what the refused request was sent. */
export interface Sending {
  readonly method: string;
  readonly url: string;
  /** Repeat the call under this key, and what has happened already happens no second time. */
  readonly idempotencyKey: string | undefined;
}

/**
 * A refusal of the API (RFC 9457). Programs read `code`, which never changes its meaning, and `details`; people read
 * `message`. What came from something in between that speaks no problem details has the code `unexpected-answer`.
 */
export class HoutaiProblem extends Error {
  override readonly name = 'HoutaiProblem';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** To be named when asking the company what happened. */
  readonly traceId: string | undefined;
  /** Every fault of the request at once; none for refusals of another kind. */
  readonly errors: readonly FieldFault[];
  readonly details: Readonly<Record<string, unknown>>;
  /** As the answer asked for; undefined when it named no time. */
  readonly retryAfterMs: number | undefined;

  constructor(
    body: unknown,
    answer: { readonly status: number; readonly retryAfterMs: number | undefined },
    readonly sending: Sending,
  ) {
    const said = isObject(body) ? body : {};
    const title = textOf(said['title']) ?? `The answer was ${answer.status}`;
    super(`${sending.method} ${sending.url}: ${textOf(said['detail']) ?? title}`);
    this.code = textOf(said['code']) ?? 'unexpected-answer';
    this.status = answer.status;
    this.title = title;
    this.traceId = textOf(said['traceId']);
    this.errors = Array.isArray(said['errors']) ? (said['errors'] as FieldFault[]) : [];
    this.details = isObject(said['details']) ? said['details'] : {};
    this.retryAfterMs = answer.retryAfterMs;
  }
}

/** A problem of one of these codes, with the facts that go with it. */
export type ProblemOf<Details, Code extends keyof Details> = Code extends keyof Details
  ? HoutaiProblem & { readonly code: Code; readonly details: Details[Code] }
  : never;

/** Whether what was thrown is a problem of one of the codes; the compiler knows its facts from there on. */
export type ProblemGuard<Details> = <Code extends keyof Details>(
  thrown: unknown,
  ...codes: readonly Code[]
) => thrown is ProblemOf<Details, Code>;

/** The guard over the codes of a document. */
export function problemGuard<Details>(): ProblemGuard<Details> {
  return <Code extends keyof Details>(
    thrown: unknown,
    ...codes: readonly Code[]
  ): thrown is ProblemOf<Details, Code> =>
    thrown instanceof HoutaiProblem && (codes as readonly unknown[]).includes(thrown.code);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
