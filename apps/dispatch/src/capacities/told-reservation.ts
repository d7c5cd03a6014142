import { runInCall, type CallContext } from '@houtai/messaging';
import type { CapacityRequest } from './capacity';

/** What orders says about one reservation of a chunk. */
export interface ToldReservation {
  reservationId: string;
  request: CapacityRequest;
  /** The event that told it; the call in hand when absent. */
  call?: CallContext;
}

/** Runs work about it in its own call, so that facts name their own cause and have their own time. */
export function inCallOf<T>({ call }: ToldReservation, work: () => T): T {
  return call ? runInCall(call, work) : work();
}
