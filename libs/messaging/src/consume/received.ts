import type { CallContext } from '../call-context';
import type { ReceivedEvent } from './event-context';

/** One event of a chunk, with the call that whatever it leads to belongs to. */
export interface Received<T = unknown> {
  readonly data: T;
  readonly event: ReceivedEvent<T>;
  readonly call: CallContext;
}
