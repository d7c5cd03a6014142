import { Logger } from '@nestjs/common';
import { Kafka, LogEntry, logLevel } from 'kafkajs';
import { fixRequestQueue } from './request-queue-fix';

/** Connections give up after a few tries of their own; who uses them decides what happens then. */
const RETRY = { initialRetryTime: 100, retries: 3, maxRetryTime: 1_000 };

/**
 * A kafkajs client that logs through Nest, quietly: it tells of every attempt to connect, and what it calls an
 * error it mostly tries again. What matters is reported once by whoever uses the client.
 */
export function kafkaClient(brokers: string[], clientId: string): Kafka {
  fixRequestQueue();
  return new Kafka({
    brokers,
    clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator: () => logThroughNest(new Logger('kafkajs')),
  });
}

function logThroughNest(logger: Logger): (entry: LogEntry) => void {
  return ({ namespace, log: { message, error, groupId, broker } }) => {
    const details = [groupId, broker, error].filter((detail) => typeof detail === 'string').join(' ');
    logger.debug(`${namespace}: ${message} ${details}`);
  };
}
