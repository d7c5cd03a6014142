import type { LocalText } from './problem';
import type { SharedCode } from './shared-problems';

/** A refusal that service-host itself knows how to show. */
export class HostError extends Error {
  constructor(
    readonly code: SharedCode,
    readonly text: LocalText,
    readonly details: Readonly<Record<string, unknown>> = {},
    /** Response headers that belong to the refusal, e.g. `Retry-After`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(text.en);
    this.name = new.target.name;
  }
}

/** The caller (or a concurrent writer) held another version than the stored one: 412. */
export class StaleVersionError extends HostError {
  constructor(expected: number, actual: number) {
    super(
      'stale-version',
      {
        en: `The resource is at version ${actual}, not ${expected}; read it again and repeat the change.`,
        zh: `资源当前版本为 ${actual}，而不是 ${expected}；请重新读取后再修改。`,
      },
      { expected, actual },
    );
  }
}

/** 404 for a resource addressed by id. `what` is the English noun of the resource. */
export class NotFoundError extends HostError {
  constructor(what: string, id: string) {
    super('not-found', { en: `There is no ${what} ${id}.`, zh: `找不到 ${what} ${id}。` }, { what, id });
  }
}

/** 403 for a permitted route whose particular resource is out of the caller's reach. */
export class ForbiddenError extends HostError {
  constructor(text: LocalText, details: Readonly<Record<string, unknown>> = {}) {
    super('forbidden', text, details);
  }
}

/** One fault of a request in both languages; `field` is a path such as `drivers[0].licence.number`. */
export interface LocalFault {
  field: string;
  rule: string;
  message: LocalText;
}

/** 400 with every fault named. */
export class ValidationFailedError extends HostError {
  constructor(readonly faults: readonly LocalFault[]) {
    super('validation-failed', {
      en: `The request has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`,
      zh: `请求中有 ${faults.length} 处错误。`,
    });
  }
}
