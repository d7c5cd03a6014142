import { Global, Module } from '@nestjs/common';
import { ANSWER_FILTER } from '../reservations/answer-filter';
import { HeldAnswerStore } from './held-answer.store';

/** Global, so that who hears from dispatch finds the filter where there is one, and imports nothing of the test realm. */
@Global()
@Module({
  providers: [HeldAnswerStore, { provide: ANSWER_FILTER, useExisting: HeldAnswerStore }],
  exports: [HeldAnswerStore, ANSWER_FILTER],
})
export class HeldAnswerModule {}
