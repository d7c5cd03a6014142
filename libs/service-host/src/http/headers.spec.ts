import { continueTrace, traceIdOf } from '../telemetry/traceparent';
import { parseIfMatch } from './if-match';
import { decodeCursor, encodeCursor } from './cursor';
import { requestTime } from './request-time';

describe('If-Match', () => {
  it.each([
    ['"7"', 7],
    ['W/"12"', 12],
    [' "0" ', 0],
    ['*', undefined],
    [undefined, undefined],
  ])('%p means version %p', (header, version) => expect(parseIfMatch(header)).toBe(version));

  it.each(['7', '""', '"a"', '"1","2"', '"-1"'])('%s is refused', (header) => {
    expect(() => parseIfMatch(header)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  });

  it('may be required', () => {
    const missing = () => parseIfMatch(undefined, 'required');
    expect(missing).toThrow(expect.objectContaining({ code: 'precondition-required' }));
  });
});

describe('X-Houtai-Time', () => {
  it.each([
    ['2027-03-01T10:00:00+08:00', '2027-03-01T02:00:00.000Z'],
    ['2027-03-01T02:00:00.123456Z', '2027-03-01T02:00:00.123Z'],
  ])('%s is %s', (header, instant) => expect(requestTime(header, 'simulated')).toBe(instant));

  it.each(['', '2027-03-01', '2027-03-01T10:00:00', '2027-13-01T10:00:00Z', 'now'])(
    '%p is no time',
    (header) => {
      expect(() => requestTime(header, 'simulated')).toThrow();
    },
  );

  it('is refused outside simulations', () => {
    expect(() => requestTime('2027-03-01T02:00:00Z', 'live')).toThrow();
    expect(requestTime(undefined, 'live')).toBeUndefined();
  });
});

describe('cursor', () => {
  it('brings back what was packed', () => {
    expect(decodeCursor(encodeCursor(['2027-03-01', 7]), ['date', 'integer'])).toEqual(['2027-03-01', 7]);
  });

  it.each(['', 'x', encodeCursor([1]), Buffer.from('{"0":1,"length":2}').toString('base64url')])(
    '%p is refused',
    (cursor) => {
      expect(() => decodeCursor(cursor, ['date', 'integer'])).toThrow(
        expect.objectContaining({ code: 'validation-failed' }),
      );
    },
  );
});

describe('traceparent', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';

  it('keeps the trace of the caller and its sampling', () => {
    expect(continueTrace(`00-${trace}-b7ad6b7169203331-01`)).toMatch(
      new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`),
    );
  });

  it.each([
    undefined,
    '',
    'garbage',
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
  ])('starts a new one for %p', (header) => {
    const made = continueTrace(header);
    expect(made).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traceIdOf(made)).not.toBe(trace);
  });

  it('never repeats itself', () => {
    const made = new Set(Array.from({ length: 2000 }, () => continueTrace(undefined)));
    expect(made.size).toBe(2000);
  });
});
