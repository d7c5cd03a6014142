import { Logger } from '@nestjs/common';
import { ISocketFactory, Kafka, LogEntry, logLevel } from 'kafkajs';
import { KafkaSecurity } from '../../kafka-security';
import { fixRequestQueue } from './request-queue-fix';

/** Connections give up after a few tries of their own; who uses them decides what happens then. */
const RETRY = { initialRetryTime: 100, retries: 3, maxRetryTime: 1_000 };

/** Where the brokers are and who asks. */
export interface KafkaAccess {
  /** `host:port`; any of them is asked first. */
  brokers: readonly string[];
  /** Appears in the broker's logs. */
  clientId: string;
  /** Absent: plain text, known to nobody. */
  security?: KafkaSecurity;
}

/**
 * A kafkajs client that logs through Nest, quietly: it tells of every attempt to connect, and what it calls an
 * error it mostly tries again. What matters is reported once by whoever uses the client.
 */
export function kafkaClient(access: KafkaAccess, socketFactory?: ISocketFactory): Kafka {
  fixRequestQueue();
  return new Kafka({
    // from a list kafkajs always asks the first one first, also when that one is frozen
    brokers: async () => shuffled(access.brokers),
    clientId: access.clientId,
    ssl: access.security?.tls,
    sasl: access.security?.sasl,
    ...(socketFactory && { socketFactory }),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator: () => logThroughNest(new Logger('kafkajs')),
  });
}

function shuffled(brokers: readonly string[]): string[] {
  return brokers
    .map((broker) => ({ broker, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ broker }) => broker);
}

function logThroughNest(logger: Logger): (entry: LogEntry) => void {
  return ({ namespace, log: { message, error, groupId, broker } }) => {
    const details = [groupId, broker, error].filter((detail) => typeof detail === 'string').join(' ');
    logger.debug(`${namespace}: ${message} ${details}`);
  };
}
