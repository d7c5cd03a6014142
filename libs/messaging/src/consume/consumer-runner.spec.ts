import { reservationExpiredV1 } from '@houtai/event-catalogue';
import { DataSource } from 'typeorm';
import { encodeEvent } from '../bus/cloud-event';
import { EventBus, PartitionBatch } from '../bus/event-bus';
import { UnitOfWork } from '../sql/unit-of-work.service';
import { ConsumerDefinition } from './consumer-definition';
import { ConsumerRunner, RUNNER_TIMES } from './consumer-runner';
import { DeadLetterTopic } from './dead-letter-topic';
import { TransientError } from './transient-error';

const { topic, type } = reservationExpiredV1;

/** A consumer whose database is away. */
function runner(chunk = 1): ConsumerRunner {
  const handler = () => Promise.resolve();
  const definition = new ConsumerDefinition('orders', 'orders.orders', [{ pattern: type, handler, chunk }]);
  const connect = () => Promise.reject(new TransientError('the database is away'));
  const away = { driver: { master: { connect } } };
  const unitOfWork = new UnitOfWork(away as unknown as DataSource);
  const times = { ...RUNNER_TIMES, retryMs: 1, attempts: 1, pauseMs: 20, stallMemoryMs: 100 };
  return new ConsumerRunner(definition, unitOfWork, new DeadLetterTopic({} as EventBus), times);
}

function batch(): PartitionBatch {
  const attributes = {
    id: '0196f3a0-0000-7000-8000-000000000001',
    source: 'houtai/orders',
    type,
    time: '2027-03-01T02:00:00Z',
    aggregateversion: '1',
  };
  const { headers, value, key } = encodeEvent(topic, 'key-1', attributes, '{}');
  const message = { topic, partition: 2, offset: '0', key, headers, value: Buffer.from(value) };
  return { topic, partition: 2, messages: [message], resolve: () => undefined, isCurrent: () => true };
}

describe('a stalled partition', () => {
  let now = 0;

  beforeEach(() => {
    now = 1_900_000_000_000;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is told while it pauses, and forgotten when another member has it', async () => {
    const consumer = runner();
    const { pauseMs = 0 } = await consumer.handle(batch());
    now += pauseMs + 100;
    expect(consumer.stalls()).toEqual([`${topic}/2: TransientError: message left out`]);
    now += 1;
    expect(consumer.stalls()).toEqual([]);
  });

  it('is told as long as it comes back and fails again', async () => {
    const consumer = runner();
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await consumer.handle(batch());
      now += 60;
      expect(consumer.stalls()).toHaveLength(1);
    }
  });

  it('has recovered when it is taken together with others', async () => {
    const consumer = runner(2);
    await consumer.handle(batch());
    expect(consumer.stalls()).toHaveLength(1);
    const quiet = { ...batch(), messages: [] };
    await Promise.all([consumer.handle(quiet), consumer.handle({ ...quiet, partition: 3 })]);
    expect(consumer.stalls()).toEqual([]);
  });
});
