import type { HostError } from '../problems/host-errors';
import { PROBLEM_CONTENT_TYPE } from '../problems/problem';
import { sharedErrors } from '../problems/shared.errors';
import { toProblem, type Occurrence } from '../problems/to-problem';

/** Where and how a refusal is told that comes before any route and hook. */
export type BarePlace = Omit<Occurrence, 'traceId'>;

export interface BareRefusal {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A refusal without any part of the pipeline that answers have otherwise. Its connection is closed after it. */
export function bareRefusal(refusal: HostError, place: BarePlace): BareRefusal {
  const { problem, headers } = toProblem(refusal, sharedErrors.declared, { ...place, traceId: '' });
  const body = JSON.stringify(problem);
  return {
    status: problem.status,
    // ASCII in any language
    reason: sharedErrors.declared[refusal.code].en,
    headers: {
      ...headers,
      'Content-Type': PROBLEM_CONTENT_TYPE,
      'Content-Language': place.language,
      'Content-Length': String(Buffer.byteLength(body)),
      Vary: 'Accept-Language',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Connection: 'close',
    },
    body,
  };
}

/** The same as it goes over the connection. */
export function refusalBytes(refusal: HostError, place: BarePlace): string {
  const { status, reason, headers, body } = bareRefusal(refusal, place);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${reason}\r\n${head.join('')}\r\n${body}`;
}
