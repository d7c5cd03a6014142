import type { Logger } from '@nestjs/common';
import { backOff } from '../../back-off';
import type { BatchOutcome, PartitionBatch } from '../../bus/event-bus';
import { tellError } from '../../loggable-error';
import type { Step } from './middleware';

export interface PauseTimes {
  /** First pause of the partition, doubled up to `maxPauseMs`. */
  pauseMs: number;
  maxPauseMs: number;
  /** Time beyond its pause after which a stalled partition that did not come back is another member's. */
  stallMemoryMs: number;
}

/** Partitions that pause because of an error that should pass. */
export class StalledPartitions {
  private readonly stalled = new Map<string, { times: number; reason: string; until: number }>();

  constructor(
    private readonly times: PauseTimes,
    private readonly log: Logger,
  ) {}

  /** What and why. One that is not handled again after its pause was dealt to another member, and is that one's to tell. */
  tell(): string[] {
    const now = Date.now();
    for (const [partition, { until }] of this.stalled) if (until < now) this.stalled.delete(partition);
    return [...this.stalled].map(([partition, { reason }]) => `${partition}: ${reason}`);
  }

  /** The partition of a batch was handled, by itself or together with others. */
  recover(batch: PartitionBatch): void {
    this.stalled.delete(nameOf(batch));
  }

  /** Lets the partition of a batch that failed pause, longer each time; never throws. */
  readonly pause = (next: Step<PartitionBatch>): Step<PartitionBatch, BatchOutcome> => {
    return async (batch) => {
      try {
        await next(batch);
        this.recover(batch);
        return {};
      } catch (error) {
        const partition = nameOf(batch);
        const times = (this.stalled.get(partition)?.times ?? 0) + 1;
        const reason = tellError(error);
        const pauseMs = backOff(times, this.times.pauseMs, this.times.maxPauseMs);
        const until = Date.now() + pauseMs + this.times.stallMemoryMs;
        this.stalled.set(partition, { times, reason, until });
        this.log.warn(`${partition} pauses for ${Math.round(pauseMs)} ms: ${reason}`);
        return { pauseMs };
      }
    };
  };
}

function nameOf({ topic, partition }: PartitionBatch): string {
  return `${topic}/${partition}`;
}
