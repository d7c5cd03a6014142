import 'reflect-metadata';
import { HoutaiTransport, type MessagingConfig } from '@houtai/messaging';
import type { INestApplicationContext } from '@nestjs/common';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { CONSUMER, WhenAnythingHappens, startMessaging } from './messaging-app';

/** What the benchmark tells the process of its consumers; each is answered with `ready`, `received` or `stopped`. */
export type ConsumerOrder =
  | { do: 'consume'; databaseUrl: string; config: MessagingConfig }
  | { do: 'receive'; brokers: string; topic: string; count: number }
  | { do: 'stop' };

export interface ConsumerAnswer {
  is: 'ready' | 'received' | 'stopped' | 'failed';
  why?: string;
}

let app: INestApplicationContext | undefined;
let bare: Consumer | undefined;

async function obey(order: ConsumerOrder): Promise<void> {
  switch (order.do) {
    case 'consume':
      app = await startMessaging('dispatch', order.databaseUrl, order.config, [WhenAnythingHappens]);
      await joined(app.get(HoutaiTransport));
      return tell({ is: 'ready' });
    case 'receive':
      return receive(order.brokers, order.topic, order.count);
    case 'stop':
      await app?.close();
      await bare?.disconnect();
      tell({ is: 'stopped' });
      return process.disconnect();
  }
}

async function joined(transport: HoutaiTransport): Promise<void> {
  for (;;) {
    const subscription = transport.subscriptionOf(CONSUMER);
    if (subscription) return subscription.ready;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** kafkajs with nothing around it: batches come in, are counted and their offsets committed. */
async function receive(brokers: string, topic: string, count: number): Promise<void> {
  await bare?.disconnect();
  const kafka = new Kafka({
    clientId: 'bench-floor',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
  });
  const consumer = kafka.consumer({
    groupId: `${topic}.floor`,
    minBytes: 1,
    maxBytesPerPartition: 131_072,
    maxWaitTimeInMs: 200,
  });
  bare = consumer;
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let missing = count;
  consumer.on(consumer.events.GROUP_JOIN, () => tell({ is: 'ready' }));
  await consumer.run({
    partitionsConsumedConcurrently: 6,
    eachBatch: ({ batch }) => {
      missing -= batch.messages.length;
      if (missing <= 0) tell({ is: 'received' });
      return Promise.resolve();
    },
  });
}

function tell(answer: ConsumerAnswer): void {
  process.send?.(answer);
}

process.on('message', (order: ConsumerOrder) => {
  obey(order).catch((error: unknown) => tell({ is: 'failed', why: String(error) }));
});
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C is the parent's to handle
