import { AsyncLocalStorage } from 'node:async_hooks';
import { Instant } from '@houtai/domain-kit';

/** Who, what and when of the work in hand; it flows HTTP -> transaction -> outbox -> bus -> consumer. */
export interface CallContext {
  /** Shared by everything that follows from one request of the outside world. */
  correlationId: string;
  /** The event (or request) that led directly to this work. */
  causationId?: string;
  /** W3C trace context of the span this work belongs to. */
  traceparent?: string;
  /** Business time of the work; absent means the system's time. */
  businessTime?: Instant;
  actor?: string;
  roles?: string[];
  /** Of whoever reads the answer; it does not travel with events. */
  language?: 'en' | 'zh';
  /** The partner on whose behalf the work is done. */
  partnerId?: string;
}

const calls = new AsyncLocalStorage<CallContext | undefined>();

/** The context of the work in hand, undefined outside a request or event. */
export function currentCall(): CallContext | undefined {
  return calls.getStore();
}

/** Runs `work`, and all it awaits, in the given context, or in none. */
export function runInCall<T>(call: CallContext | undefined, work: () => T): T {
  return calls.run(call, work);
}
