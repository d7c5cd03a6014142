import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ChildProgram } from '@houtai/testing';
import { createEventBus } from '../src/bus/create-event-bus';
import { BusMessage, EventBus, PartitionBatch, Subscription } from '../src/bus/event-bus';
import { MessagingConfig } from '../src/messaging.config';

const PROGRAM = join(__dirname, 'consuming-program.ts');

/** What a subscription of a test has seen, in the order it saw it. */
export interface Seen {
  partition: number;
  offset: string;
  key: string | null;
  value: string;
}

/** Several members, one bus each as in several processes, on topics and groups of their own. */
export class BusHarness {
  private readonly buses: EventBus[] = [];
  readonly topic = 'houtai.test.aggregate';

  private constructor(private readonly config: MessagingConfig) {}

  static async open(config: MessagingConfig): Promise<BusHarness> {
    const harness = new BusHarness({ ...config, prefix: `t${randomUUID().slice(0, 8)}.` });
    await harness.bus().ensureTopics([harness.topic], 3);
    return harness;
  }

  /** A bus of its own, as another process would have. */
  bus(): EventBus {
    const bus = createEventBus(this.config, 'test');
    this.buses.push(bus);
    return bus;
  }

  subscribe(handle: (batch: PartitionBatch) => Promise<{ pauseMs?: number }>, group = 'group'): Subscription {
    const onFatal = (reason: Error) => {
      throw reason;
    };
    return this.bus().subscribe({ group, topics: [this.topic], handle, onFatal });
  }

  /** A member in a process of its own; `consuming-program.ts` tells what it does. */
  process(env: Readonly<Record<string, string>>, group = 'group'): ChildProgram {
    const bus = JSON.stringify(this.config);
    return ChildProgram.start(PROGRAM, { ...env, BUS: bus, TOPIC: this.topic, GROUP: group });
  }

  message(key: string, value: string): BusMessage {
    return { topic: this.topic, key, value, headers: { ce_type: 'test' } };
  }

  async close(): Promise<void> {
    await Promise.all(this.buses.map((bus) => bus.close()));
  }
}

/** Takes every message at once. */
export function recorder(seen: Seen[]): (batch: PartitionBatch) => Promise<object> {
  return async (batch) => {
    for (const message of batch.messages) {
      if (!batch.isCurrent()) break;
      const { partition, offset, key } = message;
      seen.push({ partition, offset, key, value: message.value?.toString() ?? '' });
      batch.resolve(message);
    }
    return {};
  };
}

/** Waits until `condition` holds; fails with `what` after `timeoutMs`. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const ends = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > ends) throw new Error(`not in ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The values of each key, in order. */
export function byKey(seen: readonly Seen[]): Record<string, string[]> {
  const keys: Record<string, string[]> = {};
  for (const { key, value } of seen) (keys[key ?? ''] ??= []).push(value);
  return keys;
}

/** Deliveries that came before an earlier one of their key; values count from 0, and any may come again. */
export function outOfOrder(seen: readonly Seen[]): Seen[] {
  const next = new Map<string | null, number>();
  return seen.filter(({ key, value }) => {
    const expected = next.get(key) ?? 0;
    next.set(key, Math.max(expected, Number(value) + 1));
    return Number(value) > expected;
  });
}
