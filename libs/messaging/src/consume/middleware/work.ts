import type { ReceivedEvent } from '../event-context';

/** What is tried again until it succeeds or somebody else has its partition. */
export interface Attempted {
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  isCurrent(): boolean;
}

/** Events of one partition, in order, to be dealt with in one transaction. */
export interface Work extends Attempted {
  readonly events: readonly ReceivedEvent[];
}
