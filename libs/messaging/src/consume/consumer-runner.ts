import { Logger } from '@nestjs/common';
import { SpanKind, SpanStatusCode, context, trace } from '@opentelemetry/api';
import { validateEvent } from '@houtai/event-catalogue';
import { CATALOGUE_VERSION } from '../bus/catalogue-version';
import { runInCall } from '../call-context';
import { BatchOutcome, DeliveredMessage, PartitionBatch } from '../bus/event-bus';
import { UndecodableMessageError, decodeEvent, decodeHeaders, typeOfMessage } from '../bus/cloud-event';
import { backOff } from '../back-off';
import { TRACER_NAME, activeTraceparent, remoteContext } from '../tracing';
import { tellError } from '../loggable-error';
import { UnitOfWork } from '../sql/unit-of-work.service';
import type { Sql } from '../sql/sql';
import { ConsumerDefinition } from './consumer-definition';
import { DeadLetterTopic } from './dead-letter-topic';
import { ReceivedEvent } from './event-context';
import { InvalidEventError } from '../outbox/invalid-event.error';
import { describeGap } from './consumed-versions';
import { Arrival, admit } from './inbox';
import { keepUndecodable } from './keep-undecodable';
import { parkAtGap, parkFailed, parkWaiting } from './parking';
import { isTransient } from './transient-error';

export interface RunnerTimes {
  /** First pause between attempts at a transient error; it doubles each time. */
  retryMs: number;
  /** Attempts in place before the partition pauses. */
  attempts: number;
  /** First pause of the partition, doubled up to `maxPauseMs`. */
  pauseMs: number;
  maxPauseMs: number;
  /** Time after which a batch hands back control, so that a slow partition does not hold up the others. */
  budgetMs: number;
  /** Time beyond its pause after which a stalled partition that did not come back is another member's. */
  stallMemoryMs: number;
  /** Pause of a consumer that takes chunks after a batch that filled none: what gathers meanwhile shares a transaction. */
  lingerMs: number;
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
  lingerMs: 20,
  gapWaitMs: 30_000,
};

/** Messages per transaction, those of unwanted types among them: each of these only moves a version on. */
const MOST_TOGETHER = 500;

/** What stands next in a batch: events to apply together, up to and including `last`; or a message nobody can read. */
interface NextWork {
  events: ReceivedEvent[];
  last?: DeliveredMessage;
  undecodable?: { message: DeliveredMessage; reason: UndecodableMessageError };
  taken: number;
}

/** Takes the messages of one consumer from the bus into transactions: inbox, handler, parking, offset. */
export class ConsumerRunner {
  /** Batches being handled at the moment. */
  inFlight = 0;
  private readonly log: Logger;
  private readonly stalled = new Map<string, { times: number; reason: string; until: number }>();

  constructor(
    readonly definition: ConsumerDefinition,
    private readonly unitOfWork: UnitOfWork,
    private readonly deadLetters: DeadLetterTopic,
    private readonly times: RunnerTimes = RUNNER_TIMES,
  ) {
    this.log = new Logger(`Consumer ${definition.name}`);
  }

  /**
   * Partitions that pause because of an error that should pass: what and why. One that is not handled again after
   * its pause was dealt to another member, and is that one's to tell.
   */
  stalls(): string[] {
    const now = Date.now();
    for (const [partition, { until }] of this.stalled) if (until < now) this.stalled.delete(partition);
    return [...this.stalled].map(([partition, { reason }]) => `${partition}: ${reason}`);
  }

  /** Handles a batch; never throws. Messages left unresolved come again. */
  async handle(batch: PartitionBatch): Promise<BatchOutcome> {
    const outcome = await this.attempt(batch);
    const { chunk } = this.definition;
    if (chunk > 1 && batch.messages.length < chunk && batch.isCurrent()) {
      await new Promise((resolve) => setTimeout(resolve, this.times.lingerMs));
    }
    return outcome;
  }

  private async attempt(batch: PartitionBatch): Promise<BatchOutcome> {
    const partition = `${batch.topic}/${batch.partition}`;
    this.inFlight += 1;
    try {
      await this.work(batch);
      this.stalled.delete(partition);
      return {};
    } catch (error) {
      const times = (this.stalled.get(partition)?.times ?? 0) + 1;
      const reason = tellError(error);
      const pauseMs = backOff(times, this.times.pauseMs, this.times.maxPauseMs);
      this.stalled.set(partition, { times, reason, until: Date.now() + pauseMs + this.times.stallMemoryMs });
      this.log.warn(`${partition} pauses for ${Math.round(pauseMs)} ms: ${reason}`);
      return { pauseMs };
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Runs the handlers of one event inside `sql`, with the event's context and trace. */
  async apply(event: ReceivedEvent, sql: Sql): Promise<void> {
    const isChecked = event.catalogueVersion === CATALOGUE_VERSION;
    const faults = isChecked ? [] : validateEvent(event.type, event.data);
    if (faults.length > 0) throw new InvalidEventError(event.type, faults);
    const tracer = trace.getTracer(TRACER_NAME);
    const attributes = { 'messaging.destination.name': event.topic, 'messaging.message.id': event.id };
    const options = { kind: SpanKind.CONSUMER, attributes };
    const parent = remoteContext(event.traceparent);
    const span = tracer.startSpan(`process ${event.type}`, options, parent);
    try {
      await context.with(trace.setSpan(parent, span), () => {
        const call = {
          correlationId: event.correlationId,
          causationId: event.id,
          traceparent: activeTraceparent() ?? event.traceparent,
          businessTime: event.time,
        };
        return runInCall(call, () => this.definition.dispatch(event, sql));
      });
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: tellError(error) });
      throw error;
    } finally {
      span.end();
    }
  }

  private async work(batch: PartitionBatch): Promise<void> {
    const deadline = Date.now() + this.times.budgetMs;
    let position = 0;
    while (position < batch.messages.length && batch.isCurrent()) {
      const next = this.nextWork(batch.messages, position);
      if (next.undecodable) await this.refuse(batch, next.undecodable.message, next.undecodable.reason);
      else await this.applyAll(batch, next.events);
      // a partition lost meanwhile belongs to somebody else: its offset is no longer ours to move
      const last = next.undecodable?.message ?? next.last;
      if (last) batch.resolve(last);
      position += next.taken;
      if (Date.now() > deadline) return;
    }
  }

  private nextWork(messages: readonly DeliveredMessage[], from: number): NextWork {
    const work: NextWork = { events: [], taken: 0 };
    let wanted = 0;
    for (const message of messages.slice(from, from + MOST_TOGETHER)) {
      if (wanted >= this.definition.chunk) break;
      try {
        const type = typeOfMessage(message);
        if (type === undefined || this.definition.wants(type)) {
          work.events.push(decodeEvent(message));
          wanted += 1;
        } else {
          const passedOver = decodeHeaders(message);
          if (passedOver) work.events.push(passedOver);
        }
      } catch (reason) {
        if (!(reason instanceof UndecodableMessageError)) throw reason;
        if (work.taken > 0) return work;
        return { events: [], taken: 1, undecodable: { message, reason } };
      }
      work.last = message;
      work.taken += 1;
    }
    return work;
  }

  private async applyAll(batch: PartitionBatch, events: ReceivedEvent[]): Promise<void> {
    if (events.length > 1) {
      try {
        return await this.applyTogether(events);
      } catch {
        this.log.debug(`chunk of ${events.length} failed; one by one`);
      }
    }
    for (const event of events) await this.applyOne(batch, event);
  }

  private async applyOne(batch: PartitionBatch, event: ReceivedEvent): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.applyTogether([event]);
      } catch (error) {
        if (isTransient(error)) {
          if (attempt >= this.times.attempts || !batch.isCurrent()) throw error;
          await new Promise((resolve) => setTimeout(resolve, backOff(attempt, this.times.retryMs, 5_000)));
        } else {
          this.log.error(`parks ${event.type} ${event.id} of ${event.key}: ${tellError(error)}`);
          return await this.unitOfWork.run((sql) =>
            parkFailed(sql, this.definition.name, event, error, attempt),
          );
        }
      }
    }
  }

  private applyTogether(events: ReceivedEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return this.unitOfWork.run(async (sql) => {
      const consumer = this.definition.name;
      const arrivals = events.map((event) => this.arrival(event));
      const admissions = await admit(sql, consumer, events[0]?.partition ?? 0, arrivals);
      for (const [n, event] of events.entries()) {
        const admission = admissions[n];
        if (admission?.verdict === 'fresh') await this.apply(event, sql);
        if (admission?.verdict === 'blocked') await parkWaiting(sql, consumer, event);
        if (admission?.verdict === 'gap') {
          this.log.warn(
            `${event.topic} ${event.key}: ${describeGap(admission.expected, event.aggregateVersion)}`,
          );
          await parkAtGap(sql, consumer, event, admission.expected, this.times.gapWaitMs);
        }
      }
    });
  }

  private arrival({ id, type, topic, key, aggregateVersion: version }: ReceivedEvent): Arrival {
    return { id, type, topic, key, version, wanted: this.definition.wants(type) };
  }

  private async refuse(batch: PartitionBatch, message: DeliveredMessage, reason: Error): Promise<void> {
    this.log.error(`cannot read ${message.topic}/${message.partition}@${message.offset}: ${reason.message}`);
    for (let attempt = 1; ; attempt++) {
      try {
        await this.deadLetters.send(this.definition.name, message, reason, attempt);
        return await this.keepRefused(message, reason.message);
      } catch (error) {
        if (attempt >= this.times.attempts || !batch.isCurrent()) throw error;
        await new Promise((resolve) => setTimeout(resolve, backOff(attempt, this.times.retryMs, 5_000)));
      }
    }
  }

  /** Keeps it for operators. A message nobody can read is no gap as long as its place can be read. */
  private async keepRefused(message: DeliveredMessage, reason: string): Promise<void> {
    const { topic, partition, key, headers } = message;
    const consumer = this.definition.name;
    const version = Number(headers['ce_aggregateversion']);
    const hasPlace = key && !key.includes('\0') && Number.isSafeInteger(version) && version > 0;
    await this.unitOfWork.run(async (sql) => {
      await keepUndecodable(sql, consumer, message, reason);
      if (!hasPlace) return;
      await admit(sql, consumer, partition, [{ id: null, type: '', topic, key, version, wanted: false }]);
    });
  }
}
