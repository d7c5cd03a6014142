import type { OperationObject, ParameterObject } from '@nestjs/swagger';
import type { SharedCode } from '../problems/shared.errors';

interface Rule {
  /** Which routes answer it, as the catalogue of problems says it. */
  answeredBy: string;
  applies: (operation: OperationObject) => boolean;
}

const everyRoute: Rule = { answeredBy: 'every route', applies: () => true };
const guarded: Rule = {
  answeredBy: 'every route that asks for a permission',
  applies: (operation) => !('x-houtai-public' in operation),
};
/** Also a route without a permission that asks who calls, such as the one that tells who you are. */
const signedIn: Rule = {
  answeredBy: 'every route that asks for a token',
  applies: (operation) => guarded.applies(operation) || (operation.security ?? []).length > 0,
};
/** Before there is a request that a route could be found for. */
const onTheWire: Rule = { answeredBy: 'what is no whole HTTP request', applies: () => false };
const withBody: Rule = {
  answeredBy: 'every route that takes a body',
  applies: ({ requestBody }) => requestBody !== undefined,
};

/** Which routes answer which shared problem. The limits of the gateway hold for all of them. */
export const SHARED_PROBLEMS: Readonly<Record<SharedCode, Rule>> = {
  'validation-failed': {
    answeredBy: 'every route: also one that takes nothing may be sent a time that is none (`X-Houtai-Time`)',
    applies: () => true,
  },
  unauthenticated: signedIn,
  forbidden: guarded,
  'not-found': {
    answeredBy: 'every route with a parameter in its path',
    applies: (operation) => parametersOf(operation).some(({ in: place }) => place === 'path'),
  },
  'not-acceptable': everyRoute,
  'request-malformed': onTheWire,
  'request-too-slow': onTheWire,
  'headers-too-large': onTheWire,
  'expectation-failed': {
    answeredBy: 'every path, for an `Expect` that says anything but `100-continue`',
    applies: () => false,
  },
  'method-not-allowed': {
    answeredBy: 'every path, for a method that none of its operations has',
    applies: () => false,
  },
  'request-under-way': {
    answeredBy: 'every route that takes `Idempotency-Key`',
    applies: (operation) => header(operation, 'Idempotency-Key') !== undefined,
  },
  'stale-version': {
    answeredBy: 'every route that takes `If-Match`',
    applies: (operation) => header(operation, 'If-Match') !== undefined,
  },
  'payload-too-large': withBody,
  'unsupported-media-type': withBody,
  'idempotency-key-missing': {
    answeredBy: 'every route by which the key of a partner’s system makes something',
    applies: (operation) =>
      header(operation, 'Idempotency-Key') !== undefined &&
      'x-houtai-partner' in operation &&
      '201' in operation.responses,
  },
  'idempotency-key-reused': {
    answeredBy: 'every route that takes `Idempotency-Key`',
    applies: (operation) => header(operation, 'Idempotency-Key') !== undefined,
  },
  'precondition-required': {
    answeredBy: 'every route that demands `If-Match`',
    applies: (operation) => header(operation, 'If-Match')?.required === true,
  },
  'too-many-requests': everyRoute,
  'sealed-value-broken': everyRoute,
  internal: everyRoute,
  unavailable: everyRoute,
};

/** Codes of the shared problems that an operation, complete with its headers, can answer. */
export function sharedProblemsOf(operation: OperationObject): string[] {
  return Object.entries(SHARED_PROBLEMS).flatMap(([code, { applies }]) => (applies(operation) ? [code] : []));
}

/** A header that an operation takes. */
export function header(operation: OperationObject, name: string): ParameterObject | undefined {
  return parametersOf(operation).find((parameter) => parameter.in === 'header' && parameter.name === name);
}

function parametersOf({ parameters = [] }: OperationObject): ParameterObject[] {
  return parameters.flatMap((parameter) => ('in' in parameter ? [parameter] : []));
}
