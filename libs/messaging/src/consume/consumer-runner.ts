import { Logger } from '@nestjs/common';
import type { BatchOutcome, PartitionBatch } from '../bus/event-bus';
import type { UnitOfWork } from '../sql/unit-of-work.service';
import { applyInInbox } from './apply-in-inbox';
import type { ConsumerDefinition } from './consumer-definition';
import type { DeadLetterTopic } from './dead-letter-topic';
import type { ReceivedEvent } from './event-context';
import { atOnce } from './middleware/at-once';
import { gather } from './middleware/gather';
import type { Step } from './middleware/middleware';
import { oneByOne } from './middleware/one-by-one';
import { park } from './middleware/park';
import { StalledPartitions, type PauseTimes } from './middleware/pause';
import { retry, type RetryTimes } from './middleware/retry';
import { trace } from './middleware/trace';
import { validate } from './middleware/validate';
import type { Work } from './middleware/work';
import { nextWork } from './next-work';
import { refuseUndecodable, type Refusal } from './refuse-undecodable';
import { isTransient } from './transient-error';

export interface RunnerTimes extends RetryTimes, PauseTimes {
  /** Time after which a batch hands back control, so that a slow partition does not hold up the others. */
  budgetMs: number;
  /** Time a key waits for a version that did not come before it is an operator's. */
  gapWaitMs: number;
}

export const RUNNER_TIMES: RunnerTimes = {
  retryMs: 50,
  attempts: 6,
  pauseMs: 1_000,
  maxPauseMs: 30_000,
  budgetMs: 250,
  stallMemoryMs: 30_000,
  gapWaitMs: 30_000,
};

/** Each takes a connection of the service's pool, of which its requests need some, too. */
const TRANSACTIONS_AT_ONCE = 6;

/** Takes the messages of one consumer from the bus into transactions: inbox, handler, parking, offset. */
export class ConsumerRunner {
  /** Batches being handled at the moment. */
  inFlight = 0;
  private readonly stalled: StalledPartitions;
  private readonly take: Step<PartitionBatch, BatchOutcome>;
  private readonly refuse: Step<Refusal>;
  private readonly applyTurn: Step<readonly ReceivedEvent[]>;

  constructor(
    readonly definition: ConsumerDefinition,
    unitOfWork: UnitOfWork,
    deadLetters: DeadLetterTopic,
    private readonly times: RunnerTimes = RUNNER_TIMES,
  ) {
    const { name, chunk, lingerMs } = definition;
    const log = new Logger(`Consumer ${name}`);
    this.stalled = new StalledPartitions(times, log);
    this.applyTurn = validate(trace((turn) => definition.dispatch(turn)));
    const together = applyInInbox(
      definition,
      unitOfWork,
      (events) => this.apply(events),
      times.gapWaitMs,
      log,
    );
    const alone = retry<Work>(times, isTransient)(park(name, unitOfWork, log)(together));
    const applyAll = oneByOne(alone, log)(together);
    const slots = atOnce(TRANSACTIONS_AT_ONCE);
    const single = slots(this.stalled.pause((batch) => this.work(batch, applyAll)));
    const gathered = slots((batch: PartitionBatch) => this.work(batch, together));
    const several = gather(gathered, { chunk, lingerMs }, (batch) => this.stalled.recover(batch));
    this.take = chunk > 1 ? several(single) : single;
    this.refuse = retry<Refusal>(times, () => true)(refuseUndecodable(name, unitOfWork, deadLetters, log));
  }

  /** Partitions that pause, and why. */
  stalls(): string[] {
    return this.stalled.tell();
  }

  /** Handles a batch; never throws. Messages left unresolved come again. */
  handle(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.take(batch);
  }

  /** Runs the handlers of events in the transaction at hand, each with its own context and trace. */
  async apply(events: readonly ReceivedEvent[]): Promise<void> {
    for (const turn of this.definition.turns(events)) await this.applyTurn(turn);
  }

  private async work(batch: PartitionBatch, apply: Step<Work>): Promise<void> {
    this.inFlight += 1;
    try {
      await this.takeAll(batch, apply);
    } finally {
      this.inFlight -= 1;
    }
  }

  private async takeAll(batch: PartitionBatch, apply: Step<Work>): Promise<void> {
    const deadline = Date.now() + this.times.budgetMs;
    const attempt = { attempt: 1, isCurrent: () => batch.isCurrent() };
    let position = 0;
    while (position < batch.messages.length && batch.isCurrent()) {
      const { undecodable, events, last, taken } = nextWork(this.definition, batch.messages, position);
      if (undecodable) await this.refuse({ ...attempt, ...undecodable });
      else await apply({ ...attempt, events });
      // a partition lost meanwhile belongs to somebody else: its offset is no longer ours to move
      const done = undecodable?.message ?? last;
      if (done) batch.resolve(done);
      position += taken;
      if (Date.now() > deadline) return;
    }
  }
}
