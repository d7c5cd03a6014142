import type { Admin } from 'kafkajs';
import { ensureKafkaTopics } from './kafka-topics';

/** A broker that has made a topic and hears of it from its controller after some more questions. */
class LateBroker {
  created = 0;

  constructor(private questions: number) {}

  listTopics(): Promise<string[]> {
    return Promise.resolve([]);
  }

  createTopics({ waitForLeaders }: { waitForLeaders?: boolean }): Promise<boolean> {
    this.created += 1;
    // as kafkajs does: a leader that is missing is waited for, a topic that is unknown is not
    return waitForLeaders === false ? Promise.resolve(true) : this.answer(true);
  }

  fetchTopicOffsets(): Promise<readonly unknown[]> {
    return this.answer([{ partition: 0 }]);
  }

  private answer<T>(answer: T): Promise<T> {
    this.questions -= 1;
    return this.questions < 0
      ? Promise.resolve(answer)
      : Promise.reject(new Error('This server does not host this topic-partition'));
  }
}

describe('ensureKafkaTopics', () => {
  it('waits for a broker that has not heard yet of the topic it made', async () => {
    const broker = new LateBroker(3);
    await ensureKafkaTopics(broker as unknown as Admin, ['houtai.test'], { partitions: 1, replication: 1 });
    expect(broker.created).toBe(1);
  });
});
