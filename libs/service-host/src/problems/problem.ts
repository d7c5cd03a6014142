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

/**
 * Where the types of problems are found, at the installation's public address. Without one they are found where the
 * request went to: a reference is resolved against its URL (RFC 9457, 3.1.1).
 */
export function problemTypesAt(publicUrl = ''): string {
  return `${publicUrl}/problems/`;
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';
