import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchOutcome, PartitionBatch } from '../../bus/event-bus';
import type { Middleware } from './middleware';

/**
 * Keeps a partition waiting after a batch that filled no chunk, so that what comes meanwhile shares a transaction. An event
 * that comes alone is handled at once: only the one after it waits.
 *
 * Without `lingerMs`, which is the rule, nobody waits. With a hundred events a second over three partitions one comes every
 * 30 ms, so a wait of 20 ms would gather nothing and still cost each step of a saga 10 ms; where a partition gets more than
 * a transaction at a time can do, what came during the last one is the next chunk anyway. Waiting pays for a consumer that
 * reads everything and that nobody waits for.
 */
export function linger(chunk: number, lingerMs: number): Middleware<PartitionBatch, BatchOutcome> {
  return (next) => async (batch) => {
    const outcome = await next(batch);
    const isAll = batch.messages.length < chunk;
    if (lingerMs > 0 && isAll && batch.isCurrent()) await sleep(lingerMs);
    return outcome;
  };
}
