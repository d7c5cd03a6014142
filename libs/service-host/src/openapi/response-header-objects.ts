import type { HeaderObject, ReferenceObject } from '@nestjs/swagger';

type Headers = Record<string, HeaderObject>;
type HeaderReferences = Record<string, ReferenceObject>;

const text = (description: string, example: string, required = false): HeaderObject => ({
  description,
  ...(required && { required }),
  schema: { type: 'string', examples: [example] },
});

/** Every response header that a service documents, written once in its document. */
export const RESPONSE_HEADERS = {
  'X-Correlation-Id': text(
    'Names the request in logs and events; the caller’s own where it sent one',
    '01900000-0000-7000-8000-00000000c0de',
    true,
  ),
  'Content-Language': {
    description: 'Language of titles, sentences and messages',
    required: true,
    schema: { type: 'string', enum: ['en', 'zh'] },
  },
  Vary: text('What of the request the answer depends on', 'Accept-Language', true),
  ETag: text('Version of what is shown; for `If-Match`', '"7"'),
  Link: text(
    'The following page, `rel="next"`; absent on the last',
    '</api/v1/vehicles?after=WyJhIl0>; rel="next"',
  ),
  'Idempotency-Replayed': {
    description: 'This is the answer to an earlier request with the same `Idempotency-Key`',
    schema: { type: 'string', enum: ['true'] },
  },
  'Retry-After': text('Seconds after which it is worth trying again', '1'),
  'WWW-Authenticate': text('How to sign in (RFC 9110)', 'Bearer', true),
} satisfies Headers;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

const ALWAYS: readonly ResponseHeader[] = ['X-Correlation-Id', 'Content-Language', 'Vary'];

const OF_STATUS: Readonly<Record<number, readonly ResponseHeader[]>> = {
  401: ['WWW-Authenticate'],
  409: ['Retry-After'],
  423: ['Retry-After'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Headers of an answer that does what was asked: those that all have, and these. */
export function successHeaders(own: readonly ResponseHeader[]): HeaderReferences {
  return references([...ALWAYS, ...own]);
}

/** Headers of a refusal. */
export function problemHeaders(status: number): HeaderReferences {
  return references([...ALWAYS, ...(OF_STATUS[status] ?? [])]);
}

function references(names: readonly string[]): HeaderReferences {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
