import { randomFillSync } from 'node:crypto';

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const ZERO_TRACE = '0'.repeat(32);
const ZERO_SPAN = '0'.repeat(16);

/** W3C trace context of this request: the caller's trace, or a new one, with a span id of our own. */
export function continueTrace(header: string | undefined): string {
  const parts = header === undefined ? null : FORM.exec(header);
  if (!parts || parts[1] === ZERO_TRACE || parts[2] === ZERO_SPAN)
    return `00-${randomHex(16)}-${randomHex(8)}-00`;
  return `00-${parts[1]}-${randomHex(8)}-${parts[3]}`;
}

export function traceIdOf(traceparent: string | undefined): string {
  return traceparent?.slice(3, 35) ?? '';
}

// Random bytes are drawn a page at a time: one system call for many requests.
const pool = Buffer.alloc(4096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
