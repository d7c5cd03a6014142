import type { ReservationCommand } from './reservation';

/** What dispatch answered about a reservation, as the command that it leads to. */
export interface DispatchAnswer {
  /** The reservation. */
  readonly id: string;
  readonly command: Extract<ReservationCommand, { type: 'AcceptCapacity' | 'RefuseCapacity' }>;
}

/** May keep answers back. Only the test realm has one (docs/adr/0034). */
export interface AnswerFilter {
  /** Those that go on to their reservation now. */
  passing<Answer extends DispatchAnswer>(answers: readonly Answer[]): Promise<Answer[]>;
}

/** Injection token of the {@link AnswerFilter}. */
export const ANSWER_FILTER = Symbol('houtai:orders:answer-filter');
