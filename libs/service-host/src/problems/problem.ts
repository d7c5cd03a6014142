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
