/** A text in the languages of the API. */
export interface LocalText {
  en: string;
  zh: string;
}

export type Language = keyof LocalText;

/** How one error code looks over HTTP. */
export interface ProblemSpec {
  status: number;
  title: LocalText;
  /** Sentence about this occurrence, from the `details` of the error. Without it the error's message (en) or the title (zh) is used. */
  detail?: (details: Readonly<Record<string, unknown>>) => LocalText;
}

/** One entry per `DomainError` code; with a union of codes the compiler demands every one. */
export type ProblemMap<Code extends string = string> = Readonly<Record<Code, ProblemSpec>>;

/** One fault of a request; `field` is a path such as `drivers[0].licence.number`. */
export interface FieldFault {
  field: string;
  rule: string;
  message: string;
}

/** RFC 9457 body, `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance: string;
  traceId: string;
  errors?: FieldFault[];
  /** Machine-readable facts about the refusal, from `DomainError.details`. */
  details?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_TYPE_BASE = 'https://houtai.dev/problems/';
export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';
