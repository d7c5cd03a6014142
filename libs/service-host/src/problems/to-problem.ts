import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { isTransient } from '@houtai/messaging';
import { SealBrokenError } from '../secrets/seal-broken.error';
import { HostError, ValidationFailedError } from './host-errors';
import { PROBLEM_TYPE_BASE, type Language, type LocalText, type Problem, type ProblemMap } from './problem';
import { SHARED_PROBLEMS, type SharedCode } from './shared-problems';

/** Where and in which language a problem is told. */
export interface Occurrence {
  language: Language;
  /** Path of the request. */
  instance: string;
  traceId: string;
}

export interface MappedProblem {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
  /** True for a defect, which has to be logged with its stack. */
  unexpected: boolean;
}

interface Told {
  code: string;
  status: number;
  title: LocalText;
  detail: LocalText;
}

const BY_STATUS: Readonly<Record<number, SharedCode>> = {
  400: 'validation-failed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  412: 'stale-version',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  428: 'precondition-required',
  429: 'too-many-requests',
  503: 'unavailable',
};

const INTERNAL_DETAIL: LocalText = {
  en: 'Something went wrong on our side; quote the trace id when you report it.',
  zh: '系统内部出现错误；反馈时请提供 traceId。',
};
const SEAL_BROKEN_DETAIL: LocalText = {
  en: 'A protected value was moved from another record or altered, so it is not shown; quote the trace id when you report it.',
  zh: '受保护的数据被移动或篡改，因此不予显示；反馈时请提供 traceId。',
};
const UNAVAILABLE_DETAIL: LocalText = {
  en: 'A resource this request needs is not available right now; try again shortly.',
  zh: '请求所需的资源暂时不可用，请稍后重试。',
};

/** Turns whatever a handler threw into the body of the response. `errors` are the service's own codes. */
export function toProblem(error: unknown, errors: ProblemMap, where: Occurrence): MappedProblem {
  if (error instanceof HostError) return ofHostError(error, where);
  if (error instanceof DomainError) {
    const spec = errors[error.code];
    if (spec) {
      const own = spec.detail?.(error.details) ?? { en: error.message, zh: spec.title.zh };
      const problem = tell({ code: error.code, status: spec.status, title: spec.title, detail: own }, where);
      if (Object.keys(error.details).length > 0) problem.details = error.details;
      return { problem, headers: {}, unexpected: false };
    }
    // A code without an entry is a gap in the service's map: a defect, not the caller's fault.
  } else if (error instanceof HttpException) {
    return ofHttpException(error, where);
  } else if (error instanceof SealBrokenError) {
    const problem = tell(shared('sealed-value-broken', SEAL_BROKEN_DETAIL), where);
    return { problem, headers: {}, unexpected: true };
  } else if (isTransient(error)) {
    const problem = tell(shared('unavailable', UNAVAILABLE_DETAIL), where);
    return { problem, headers: { 'Retry-After': '1' }, unexpected: true };
  }
  return { problem: tell(shared('internal', INTERNAL_DETAIL), where), headers: {}, unexpected: true };
}

function ofHostError(error: HostError, where: Occurrence): MappedProblem {
  const problem = tell(shared(error.code, error.text), where);
  if (error instanceof ValidationFailedError) {
    problem.errors = error.faults.map(({ field, rule, message }) => ({
      field,
      rule,
      message: message[where.language],
    }));
  }
  if (Object.keys(error.details).length > 0) problem.details = error.details;
  return { problem, headers: error.headers, unexpected: false };
}

function ofHttpException(error: HttpException, where: Occurrence): MappedProblem {
  const status = error.getStatus();
  const code = BY_STATUS[status];
  const headers: Record<string, string> = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  if (code) {
    const detail = { en: error.message, zh: SHARED_PROBLEMS[code].title.zh };
    return { problem: tell(shared(code, detail), where), headers, unexpected: false };
  }
  if (status >= 500) {
    return {
      problem: tell({ ...shared('internal', INTERNAL_DETAIL), status }, where),
      headers,
      unexpected: true,
    };
  }
  const name = STATUS_CODES[status] ?? 'Refused';
  const told = {
    code: `http-${status}`,
    status,
    title: { en: name, zh: name },
    detail: { en: error.message, zh: name },
  };
  return { problem: tell(told, where), headers, unexpected: false };
}

function shared(code: SharedCode, detail: LocalText): Told {
  return { code, status: SHARED_PROBLEMS[code].status, title: SHARED_PROBLEMS[code].title, detail };
}

function tell({ code, status, title, detail }: Told, { language, instance, traceId }: Occurrence): Problem {
  const type = PROBLEM_TYPE_BASE + code;
  return { type, title: title[language], status, detail: detail[language], code, instance, traceId };
}
