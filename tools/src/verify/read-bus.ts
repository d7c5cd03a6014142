import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEventBus, messagingConfig, type DeliveredMessage } from '@houtai/messaging';
import type { Cell, Evidence } from './evidence';

/** The bus is given up when nothing has come for so long and something is still to come. */
const SILENCE_MS = 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads every message of the topics from the beginning, in a consumer group that nobody uses again. */
export async function readBus(
  evidence: Evidence,
  env: NodeJS.ProcessEnv,
  topics: readonly string[],
  planted: string | undefined,
): Promise<void> {
  const bus = createEventBus(messagingConfig(env), 'houtai-verify');
  /** Next position by partition: what comes a second time because the group moved is no repeat. */
  const next = new Map<string, bigint>();
  let heard = Date.now();
  let fault: Error | undefined;
  const subscription = bus.subscribe({
    group: `verify-${randomBytes(6).toString('hex')}`,
    topics,
    handle: async (batch) => {
      const place = `${batch.topic}/${batch.partition}`;
      const fresh = batch.messages.filter(({ offset }) => BigInt(offset) >= (next.get(place) ?? 0n));
      const last = batch.messages.at(-1);
      if (!last) return {};
      next.set(place, BigInt(last.offset) + 1n);
      try {
        await evidence.add(
          'delivered',
          fresh.map((message) => row(message, planted)),
        );
      } catch (error) {
        fault = error instanceof Error ? error : new Error(String(error));
        return { pauseMs: 1_000 };
      }
      heard = Date.now();
      batch.resolve(last);
      return {};
    },
    onFatal: (reason) => (fault = reason),
  });
  try {
    await subscription.ready;
    for (;;) {
      if (fault) throw fault;
      const lag = await subscription.lag().catch(() => undefined);
      if (lag === 0) return;
      if (Date.now() - heard > SILENCE_MS)
        throw new Error(`the bus does not give its messages (${lag ?? 'an unknown number'} are to come)`);
      await sleep(100);
    }
  } finally {
    await subscription.stop();
    await bus.close();
  }
}

function row(message: DeliveredMessage, planted: string | undefined): Cell[] {
  const { headers, topic, partition, offset, key, value } = message;
  const id = UUID.test(headers['ce_id'] ?? '') ? (headers['ce_id'] ?? null) : null;
  const number = Number(headers['ce_aggregateversion'] ?? Number.NaN);
  const version = Number.isSafeInteger(number) ? number : null;
  const readable = id !== null && version !== null && Boolean(key) && isJsonObject(value);
  const mark = planted !== undefined && headers['x-planted'] === planted;
  return [topic, partition, offset, id, key, headers['ce_type'] ?? null, version, mark, readable];
}

function isJsonObject(value: Buffer | null): boolean {
  try {
    const data: unknown = JSON.parse(value?.toString('utf8') ?? '');
    return typeof data === 'object' && data !== null;
  } catch {
    return false;
  }
}
