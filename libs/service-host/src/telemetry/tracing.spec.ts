import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { trace } from '@opentelemetry/api';
import type { HostRequest } from '../http/host-request';
import { OtelRequestTracing } from './tracing';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('server spans', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracing = new OtelRequestTracing(provider.getTracer('test'), () => provider.shutdown());

  beforeAll(() => provider.register());
  afterAll(() => tracing.shutdown());

  it('continue the trace of the caller, are active in the handler, and tell route and status', () => {
    const routeOptions = { url: '/api/v1/crates/:id' };
    const request = { method: 'GET', url: '/api/v1/crates/7?x=1', routeOptions } as unknown as HostRequest;
    const traceparent = tracing.start(request, PARENT);
    let active: string | undefined;
    tracing.enter(request, () => (active = trace.getActiveSpan()?.spanContext().spanId));
    tracing.end(request, 503);

    const [span] = exporter.getFinishedSpans();
    const { traceId, spanId } = span?.spanContext() ?? {};
    expect(traceparent).toBe(`00-${traceId}-${spanId}-01`);
    expect(traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(span?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(active).toBe(spanId);
    expect(span?.name).toBe('GET /api/v1/crates/:id');
    expect(span?.attributes).toMatchObject({
      'http.response.status_code': 503,
      'url.path': '/api/v1/crates/7',
    });
  });
});
