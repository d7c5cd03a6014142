import { DomainError, sentenceOf, type FactValue, type LocalText } from '@houtai/domain-kit';
import { sharedErrors, type SharedCode } from './shared.errors';

/** What is particular to one occurrence of a shared refusal. */
export interface Occurrence {
  /** For the placeholders of the declared sentence, and for programs. */
  readonly facts?: Readonly<Record<string, FactValue>>;
  /** Instead of the declared sentence. */
  readonly text?: LocalText;
  /** Response headers that belong to the refusal, e.g. `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that every service shares. */
export class HostError extends DomainError<SharedCode> {
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: SharedCode, { facts, text, headers = {} }: Occurrence = {}) {
    super(code, text ?? sentenceOf(sharedErrors.declared[code], facts), facts);
    this.headers = headers;
  }
}

/** The caller (or a concurrent writer) held another version than the stored one: 412. */
export class StaleVersionError extends HostError {
  constructor(expected: number, actual: number) {
    super('stale-version', { facts: { expected, actual } });
  }
}

/** 404 for a resource addressed by id. `what` is the English noun of the resource. */
export class NotFoundError extends HostError {
  constructor(what: string, id: string) {
    super('not-found', { facts: { what, id } });
  }
}

/** 403 for who has not the permission, which may be that of the route or of the particular resource. */
export class ForbiddenError extends HostError {
  constructor(permission: string) {
    super('forbidden', { facts: { permission } });
  }
}

/** 401: no token, or one that is not good for `problem`, a code of RFC 6750. */
export class UnauthenticatedError extends HostError {
  constructor(text?: LocalText, problem?: 'invalid_token') {
    const challenge = problem === undefined ? 'Bearer' : `Bearer error="${problem}"`;
    super('unauthenticated', { ...(text && { text }), headers: { 'WWW-Authenticate': challenge } });
  }
}

/** 405 with what the path answers to instead. */
export class MethodNotAllowedError extends HostError {
  constructor(allow: readonly string[]) {
    const list = allow.join(', ');
    super('method-not-allowed', { facts: { allow: list }, headers: { Allow: list } });
  }
}

/** 503 with the time after which it is worth trying again. */
export class UnavailableError extends HostError {
  constructor(text: LocalText, retryAfterSeconds: number) {
    super('unavailable', { text, headers: { 'Retry-After': String(retryAfterSeconds) } });
  }
}

/** One fault of a request in both languages; `field` is a path such as `drivers[0].licence.number`. */
export interface LocalFault {
  field: string;
  rule: string;
  message: LocalText;
}

/** @param en continues the name of the field, as `zh` does: `must be a UUID` */
export function faultOf(field: string, rule: string, en: string, zh: string): LocalFault {
  return { field, rule, message: { en: `${field} ${en}`, zh: `${field} ${zh}` } };
}

/** 400 with every fault named. */
export class ValidationFailedError extends HostError {
  constructor(readonly faults: readonly LocalFault[]) {
    super('validation-failed', { facts: { count: faults.length } });
  }
}
