import { Kafka, Partitioners, logLevel } from 'kafkajs';
import { encodeEvent } from '@houtai/messaging';
import { ConsumerHandle } from './consumer-handle';
import type { SentMessage } from './bus-path';
import { batchesOf } from './event-stream';

/** Largest batch of the relay. */
const BATCH = 500;

/** The same bytes through bare kafkajs: batches of the same size, one at a time, into another process. */
export class KafkaFloor {
  private readonly consumer = new ConsumerHandle();
  private readonly kafka: Kafka;
  private runs = 0;

  constructor(
    private readonly brokers: string,
    private readonly prefix: string,
    private readonly partitions: number,
  ) {
    this.kafka = new Kafka({
      clientId: 'bench-floor',
      brokers: brokers.split(','),
      logLevel: logLevel.NOTHING,
    });
  }

  /** Messages per second from the first batch sent to the last message received. */
  async run(sent: readonly SentMessage[]): Promise<number> {
    const topic = `${this.prefix}floor.${(this.runs += 1)}`;
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: this.partitions, replicationFactor: 1 }] });
    await admin.disconnect();
    const messages = sent.map(({ key, headers, value }) => encodeEvent(topic, key, headers, value));
    this.consumer.order({ do: 'receive', brokers: this.brokers, topic, count: messages.length });
    await this.consumer.answer('ready');
    const producer = this.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const received = this.consumer.answer('received');
    const began = performance.now();
    for (const batch of batchesOf(messages, BATCH))
      await producer.sendBatch({
        acks: -1,
        topicMessages: [
          { topic, messages: batch.map(({ key, headers, value }) => ({ key, headers, value })) },
        ],
      });
    await received;
    const seconds = (performance.now() - began) / 1000;
    await producer.disconnect();
    return messages.length / seconds;
  }

  close(): Promise<void> {
    return this.consumer.stop();
  }
}
