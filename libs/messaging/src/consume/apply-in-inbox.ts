import type { Logger } from '@nestjs/common';
import type { UnitOfWork } from '../sql/unit-of-work.service';
import { describeGap } from './consumed-versions';
import type { ConsumerDefinition } from './consumer-definition';
import type { ReceivedEvent } from './event-context';
import { admit, type Arrival } from './inbox';
import type { Step } from './middleware/middleware';
import type { Work } from './middleware/work';
import { parkAtGap, parkWaiting } from './parking';

/**
 * One transaction for a chunk: all enter the inbox, the fresh ones are applied, and those whose key waits are parked.
 * @param gapWaitMs how long a key waits for a version that did not come before it is an operator's
 */
export function applyInInbox(
  definition: ConsumerDefinition,
  unitOfWork: UnitOfWork,
  apply: (events: readonly ReceivedEvent[]) => Promise<void>,
  gapWaitMs: number,
  log: Logger,
): Step<Work> {
  const consumer = definition.name;
  const arrival = ({ id, type, topic, key, aggregateVersion: version }: ReceivedEvent): Arrival => {
    return { id, type, topic, key, version, wanted: definition.wants(type) };
  };
  return async ({ events }) => {
    const [first] = events;
    if (!first) return;
    const { sql } = unitOfWork;
    await unitOfWork.byKey(async () => {
      const admissions = await admit(sql, consumer, first.partition, events.map(arrival));
      await apply(events.filter((_, n) => admissions[n]?.verdict === 'fresh'));
      for (const [n, event] of events.entries()) {
        const admission = admissions[n];
        if (admission?.verdict === 'blocked') await parkWaiting(sql, consumer, event);
        if (admission?.verdict !== 'gap') continue;
        const { topic, key, aggregateVersion } = event;
        log.warn(`${topic} ${key}: ${describeGap(admission.expected, aggregateVersion)}`);
        await parkAtGap(sql, consumer, event, admission.expected, gapWaitMs);
      }
    });
  };
}
