import { SpanKind, SpanStatusCode, context, trace as tracing, type Span } from '@opentelemetry/api';
import type { CallContext } from '../../call-context';
import { tellError } from '../../loggable-error';
import { TRACER_NAME, remoteContext, traceparentOf } from '../../tracing';
import type { ReceivedEvent } from '../event-context';
import type { Received } from '../received';
import type { Step } from './middleware';

/**
 * Gives each event a span in its own trace, and the call that whatever it leads to belongs to. The span of a lone event is
 * the active one; of several none is, and what is done for an event finds its trace in the call.
 */
export function trace(next: Step<readonly Received[]>): Step<readonly ReceivedEvent[]> {
  return async (events) => {
    const spans = events.map(spanOf);
    const received = events.map((event, n) => ({ event, data: event.data, call: callOf(event, spans[n]) }));
    const [only] = spans.length === 1 ? spans : [];
    try {
      if (only) await context.with(tracing.setSpan(context.active(), only), () => next(received));
      else await next(received);
    } catch (error) {
      for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: tellError(error) });
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  };
}

function spanOf({ id, type, topic, traceparent }: ReceivedEvent): Span {
  const attributes = { 'messaging.destination.name': topic, 'messaging.message.id': id };
  const options = { kind: SpanKind.CONSUMER, attributes };
  return tracing.getTracer(TRACER_NAME).startSpan(`process ${type}`, options, remoteContext(traceparent));
}

function callOf(event: ReceivedEvent, span: Span | undefined): CallContext {
  return {
    correlationId: event.correlationId,
    causationId: event.id,
    traceparent: traceparentOf(span?.spanContext()) ?? event.traceparent,
    businessTime: event.time,
  };
}
