import { SpanContext, TraceFlags, context, isSpanContextValid, trace, Context } from '@opentelemetry/api';

export const TRACER_NAME = 'houtai-messaging';

/** W3C traceparent of the active span, undefined when nothing is being traced. */
export function activeTraceparent(): string | undefined {
  return traceparentOf(trace.getSpanContext(context.active()));
}

/** The same of a span. */
export function traceparentOf(span: SpanContext | undefined): string | undefined {
  if (!span || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
}

/** Reads a W3C traceparent; undefined when absent or malformed. */
export function parseTraceparent(traceparent: string | undefined): SpanContext | undefined {
  const parts = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (!parts) return undefined;
  const [, traceId = '', spanId = '', flags = '00'] = parts;
  const span: SpanContext = { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}

/** A context whose parent is the remote span named by `traceparent`. */
export function remoteContext(traceparent: string | undefined): Context {
  const span = parseTraceparent(traceparent);
  return span ? trace.setSpanContext(context.active(), span) : context.active();
}
