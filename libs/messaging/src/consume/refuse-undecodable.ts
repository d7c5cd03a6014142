import type { Logger } from '@nestjs/common';
import type { DeliveredMessage } from '../bus/event-bus';
import type { UnitOfWork } from '../sql/unit-of-work.service';
import type { DeadLetterTopic } from './dead-letter-topic';
import { admit } from './inbox';
import { keepUndecodable } from './keep-undecodable';
import type { Step } from './middleware/middleware';
import type { Attempted } from './middleware/work';

/** A message nobody can read. */
export interface Refusal extends Attempted {
  readonly message: DeliveredMessage;
  readonly reason: Error;
}

/** Sends it to the dead letter topic and keeps it for operators. It is no gap as long as its place can be read. */
export function refuseUndecodable(
  consumer: string,
  unitOfWork: UnitOfWork,
  deadLetters: DeadLetterTopic,
  log: Logger,
): Step<Refusal> {
  return async ({ message, reason, attempt }) => {
    const { topic, partition, offset, key, headers } = message;
    if (attempt === 1) log.error(`cannot read ${topic}/${partition}@${offset}: ${reason.message}`);
    await deadLetters.send(consumer, message, reason, attempt);
    const version = Number(headers['ce_aggregateversion']);
    const hasPlace = key && !key.includes('\0') && Number.isSafeInteger(version) && version > 0;
    const { sql } = unitOfWork;
    await unitOfWork.run(async () => {
      await keepUndecodable(sql, consumer, message, reason.message);
      if (!hasPlace) return;
      await admit(sql, consumer, partition, [{ id: null, type: '', topic, key, version, wanted: false }]);
    });
  };
}
