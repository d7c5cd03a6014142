import { Logger } from '@nestjs/common';
import { Link, SpanKind, trace } from '@opentelemetry/api';
import { BusLifecycle } from '../bus/bus-lifecycle.service';
import { encodeEvent } from '../bus/cloud-event';
import { UnsendableMessageError } from '../bus/event-bus';
import { TRACER_NAME, parseTraceparent } from '../tracing';
import { HOLD_ROWS, MOVE_TO_DEAD, OutboxRow, slices } from './outbox-rows';
import { QueueFront } from './queue-front';
import { RelayLeadership } from './relay-leadership';

const MAX_BATCH_BYTES = 700_000;

/** What a leader does with the rows it has read. */
export class BatchPublisher {
  constructor(
    private readonly leadership: RelayLeadership,
    private readonly front: QueueFront,
    private readonly lifecycle: BusLifecycle,
    private readonly log: Logger,
  ) {}

  /**
   * Publishes the rows in order, marks those behind a dead event as held, and moves what can never be sent to the dead.
   * @returns how many the bus has confirmed; `changed` is false when nothing has changed, because somebody is deciding
   * about the dead events this moment
   */
  async publishAll(rows: readonly OutboxRow[]): Promise<{ sent: number; changed: boolean }> {
    const waiting = rows.filter(({ behindDead }) => behindDead);
    const held = waiting.length > 0 ? await this.hold(waiting) : 0;
    const ready = rows.filter(({ behindDead }) => !behindDead);
    const dead = new Set<string>();
    let sent = 0;
    for (const slice of slices(ready, MAX_BATCH_BYTES)) sent += await this.publish(slice, dead);
    return { sent, changed: held > 0 || ready.length > 0 };
  }

  /**
   * Of a batch that cannot be sent, halves it until the culprit stands alone. `dead` are the keys whose event died in
   * this round: what comes after it waits. Returns how many were sent.
   */
  private async publish(rows: readonly OutboxRow[], dead: Set<string>): Promise<number> {
    const ready = rows.filter((row) => !dead.has(keyOf(row)));
    const [first] = ready;
    if (!first) return 0;
    await this.leadership.confirm();
    try {
      await this.leadership.during(this.send(ready));
    } catch (error) {
      if (!(error instanceof UnsendableMessageError)) throw error;
      if (ready.length === 1) {
        await this.bury(first, error);
        dead.add(keyOf(first));
        return 0;
      }
      const middle = Math.ceil(ready.length / 2);
      const before = await this.publish(ready.slice(0, middle), dead);
      return before + (await this.publish(ready.slice(middle), dead));
    }
    this.front.published(ready);
    return ready.length;
  }

  private async send(rows: readonly OutboxRow[]): Promise<void> {
    const links = rows.flatMap(({ headers }): Link[] => {
      const written = parseTraceparent(headers['traceparent']);
      return written ? [{ context: written }] : [];
    });
    const attributes = { 'messaging.batch.message_count': rows.length };
    const options = { kind: SpanKind.PRODUCER, links, attributes };
    const span = trace.getTracer(TRACER_NAME).startSpan('publish outbox', options);
    try {
      const messages = rows.map(({ topic, key, headers, value }) => encodeEvent(topic, key, headers, value));
      await this.lifecycle.bus.publish(messages);
    } finally {
      span.end();
    }
  }

  private async hold(rows: readonly OutboxRow[]): Promise<number> {
    const [marked] = await this.leadership.query<{ held: number }>('hold_rows', HOLD_ROWS, [
      rows.map(({ seq }) => seq),
    ]);
    return marked?.held ?? 0;
  }

  private async bury(row: OutboxRow, error: Error): Promise<void> {
    this.log.error(`${row.type} ${row.id} of ${row.key} can never be sent: ${error.message}`);
    await this.leadership.query('move_to_dead', MOVE_TO_DEAD, [row.seq, error.message]);
  }
}

function keyOf({ topic, key }: OutboxRow): string {
  return `${topic} ${key}`;
}
