import { HttpException } from '@nestjs/common';
import { DomainError, sentenceOf } from '@houtai/domain-kit';
import type { DeclaredError, DeclaredErrors, LocalText } from '@houtai/domain-kit';
import { isTransient } from '@houtai/messaging';
import { SealBrokenError } from '../secrets/seal-broken.error';
import { HostError, ValidationFailedError } from './host-errors';
import type { Language } from './language';
import type { Problem } from './problem';
import { sharedErrors, type SharedCode } from './shared.errors';

/** Where and in which language a problem is told. */
export interface Occurrence {
  language: Language;
  /** Path of the request. */
  instance: string;
  traceId: string;
  /** What a code follows in `type` (see `problemTypesAt`). */
  types: string;
}

export interface MappedProblem {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
  /** True for a defect, which has to be logged with its stack. */
  unexpected: boolean;
}

const BY_STATUS: Readonly<Record<number, SharedCode>> = {
  400: 'validation-failed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-too-slow',
  412: 'stale-version',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  417: 'expectation-failed',
  428: 'precondition-required',
  429: 'too-many-requests',
  431: 'headers-too-large',
  503: 'unavailable',
};

/** In place of what the framework says in its own words, and in English only. */
const IN_OUR_WORDS: Partial<Record<SharedCode, LocalText>> = {
  'not-found': { en: 'There is nothing at this path.', zh: '该路径不存在。' },
  'payload-too-large': { en: 'The request body is larger than it may be.', zh: '请求体超过允许的大小。' },
  'unsupported-media-type': {
    en: 'A request body has to be application/json.',
    zh: '请求体必须为 application/json。',
  },
};

/** Turns whatever a handler threw into the body of the response. `errors` are all that the service declares. */
export function toProblem(error: unknown, errors: DeclaredErrors, where: Occurrence): MappedProblem {
  if (error instanceof DomainError) {
    const declared = errors[error.code];
    if (declared) return ofDomainError(error, declared, where);
    // A code that nobody declared is a gap in the service: a defect, not the caller's fault.
  } else if (error instanceof HttpException) {
    return ofHttpException(error, where);
  } else if (error instanceof SealBrokenError) {
    return { problem: shared('sealed-value-broken', where), headers: {}, unexpected: true };
  } else if (isTransient(error)) {
    return { problem: shared('unavailable', where), headers: { 'Retry-After': '1' }, unexpected: true };
  }
  return { problem: shared('internal', where), headers: {}, unexpected: true };
}

function ofDomainError(error: DomainError, declared: DeclaredError, where: Occurrence): MappedProblem {
  const problem = tell(error.code, declared, error.text, where);
  if (error instanceof ValidationFailedError) {
    problem.errors = error.faults.map(({ field, rule, message }) => ({
      field,
      rule,
      message: message[where.language],
    }));
  }
  if (Object.keys(error.details).length > 0) problem.details = error.details;
  return { problem, headers: headersOf(error, declared), unexpected: false };
}

/** A 401 says how to sign in (RFC 9110, 11.6.1), whoever refuses. */
function headersOf(error: DomainError, { status }: DeclaredError): Readonly<Record<string, string>> {
  if (error instanceof HostError) return error.headers;
  return status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
}

function ofHttpException(error: HttpException, where: Occurrence): MappedProblem {
  const status = error.getStatus();
  const code = BY_STATUS[status];
  if (code) {
    const headers: Record<string, string> = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
    const declared = sharedErrors.declared[code];
    const text = IN_OUR_WORDS[code] ?? { en: error.message, zh: declared.zh };
    const problem = tell(code, declared, text, where);
    return { problem, headers, unexpected: false };
  }
  // A status that no code stands for is in no document, so nobody can be answered it: a gap in the service.
  return { problem: shared('internal', where), headers: {}, unexpected: true };
}

function shared(code: SharedCode, where: Occurrence): Problem {
  const declared = sharedErrors.declared[code];
  return tell(code, declared, sentenceOf(declared), where);
}

function tell(
  code: string,
  declared: DeclaredError,
  text: LocalText,
  { language, instance, traceId, types }: Occurrence,
): Problem {
  const { status, [language]: title } = declared;
  return { type: types + code, title, status, detail: text[language], code, instance, traceId };
}
