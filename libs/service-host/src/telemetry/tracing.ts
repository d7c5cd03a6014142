import {
  SpanKind,
  SpanStatusCode,
  context,
  propagation,
  trace,
  type Context,
  type Tracer,
} from '@opentelemetry/api';
import type { HostRequest } from '../http/host-request';

/** Recording of server spans; exists only when an exporter is configured. */
export interface RequestTracing {
  /** Starts the request's span below the caller's. @returns the traceparent of the new span */
  start(request: HostRequest, parent: string | undefined): string;
  /** Runs `work` with the request's span as the active one. */
  enter(request: HostRequest, work: () => void): void;
  end(request: HostRequest, status: number): void;
  /** Exports what is buffered. */
  shutdown(): Promise<void>;
}

/**
 * Sets the process up for tracing with an OTLP/HTTP exporter.
 * @param endpoint base URL of the collector; `/v1/traces` is added as OTLP demands
 */
export async function startTracing(service: string, endpoint: string): Promise<RequestTracing> {
  // Loaded on demand: without an exporter the SDK costs neither start-up time nor memory.
  const [sdk, exporter, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'houtai' }),
    spanProcessors: [new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url }))],
  });
  provider.register();
  const tracer = provider.getTracer('houtai-service-host');
  return new OtelRequestTracing(tracer, () => provider.shutdown());
}

export class OtelRequestTracing implements RequestTracing {
  constructor(
    private readonly tracer: Tracer,
    readonly shutdown: () => Promise<void>,
  ) {}

  start(request: HostRequest, parent: string | undefined): string {
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'url.path': request.url.split('?', 1)[0] ?? '',
    };
    const above = parent === undefined ? context.active() : remoteContext(parent);
    const span = this.tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      above,
    );
    request.houtaiSpan = span;
    const { traceId, spanId, traceFlags } = span.spanContext();
    return `00-${traceId}-${spanId}-${traceFlags & 1 ? '01' : '00'}`;
  }

  enter(request: HostRequest, work: () => void): void {
    const span = request.houtaiSpan;
    if (span) context.with(trace.setSpan(context.active(), span), work);
    else work();
  }

  end(request: HostRequest, status: number): void {
    const span = request.houtaiSpan;
    if (!span) return;
    span.setAttribute('http.response.status_code', status);
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}

function remoteContext(traceparent: string): Context {
  return propagation.extract(context.active(), { traceparent });
}
