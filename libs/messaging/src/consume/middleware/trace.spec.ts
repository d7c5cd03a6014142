import { context, trace as tracing, type Context, type Span, type Tracer } from '@opentelemetry/api';
import type { ReceivedEvent } from '../event-context';
import type { Received } from '../received';
import { trace } from './trace';

const traceIdOf = (n: number) => String(n).repeat(32);

const eventOf = (n: number) =>
  ({
    id: `event ${n}`,
    type: 'a',
    topic: 't',
    correlationId: `wish ${n}`,
    time: '2027-03-01T02:00:00.000Z',
    traceparent: `00-${traceIdOf(n)}-00f067aa0ba902b7-01`,
  }) as ReceivedEvent;

/** A tracer whose spans go on with the trace they are given, and remember how they ended. */
function tracer(ended: string[]): Tracer {
  const startSpan = (name: string, _options: unknown, parent: Context): Span => {
    const { traceId = '' } = tracing.getSpanContext(parent) ?? {};
    let status = 'well';
    const span = {
      spanContext: () => ({ traceId, spanId: 'b7ad6b7169203331', traceFlags: 1 }),
      setStatus: () => (status = 'in error'),
      end: () => ended.push(`${name} of ${traceId[0]} ${status}`),
    };
    return span as unknown as Span;
  };
  return { startSpan } as unknown as Tracer;
}

describe('the trace of what is handled together', () => {
  let ended: string[];
  let active: jest.SpyInstance;
  beforeEach(() => {
    ended = [];
    jest.spyOn(tracing, 'getTracer').mockReturnValue(tracer(ended));
    active = jest.spyOn(context, 'with');
  });
  afterEach(() => jest.restoreAllMocks());

  it('goes on in that of each event, and each call belongs to its own', async () => {
    const calls: unknown[] = [];
    const take = trace(async (received: readonly Received[]) => {
      calls.push(...received.map(({ call }) => call));
    });
    await take([eventOf(1), eventOf(2)]);
    expect(calls).toEqual(
      [1, 2].map((n) => ({
        correlationId: `wish ${n}`,
        causationId: `event ${n}`,
        traceparent: `00-${traceIdOf(n)}-b7ad6b7169203331-01`,
        businessTime: '2027-03-01T02:00:00.000Z',
      })),
    );
    expect(ended).toEqual(['process a of 1 well', 'process a of 2 well']);
    expect(active).not.toHaveBeenCalled();
  });

  it('is active for a lone event, and tells that it failed', async () => {
    const take = trace(() => Promise.reject(new Error('no')));
    await expect(take([eventOf(3)])).rejects.toThrow('no');
    expect(active).toHaveBeenCalledTimes(1);
    expect(ended).toEqual(['process a of 3 in error']);
  });
});
