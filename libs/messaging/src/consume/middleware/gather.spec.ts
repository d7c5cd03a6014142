import type { DeliveredMessage, PartitionBatch } from '../../bus/event-bus';
import { gather, inTurn } from './gather';

function batchOf(partition: number, count: number) {
  const resolved: string[] = [];
  const messages = Array.from({ length: count }, (_, n): DeliveredMessage => ({
    topic: 't',
    partition,
    offset: String(n),
    key: `${partition}`,
    headers: {},
    value: null,
  }));
  const batch: PartitionBatch = {
    topic: 't',
    partition,
    messages,
    resolve: ({ offset }) => void resolved.push(offset),
    isCurrent: () => true,
  };
  return { batch, resolved };
}

const EAGER = { chunk: 32, lingerMs: 0 };

const names = (messages: readonly DeliveredMessage[]) =>
  messages.map(({ partition, offset }) => `${partition}@${offset}`);

describe('batches of several partitions as one', () => {
  it('takes one message of each in turn', () => {
    const merged = inTurn([batchOf(0, 3).batch, batchOf(1, 1).batch, batchOf(2, 2).batch]);
    expect(names(merged.messages)).toEqual(['0@0', '1@0', '2@0', '0@1', '2@1', '0@2']);
  });

  it('resolves the last message of each partition up to the one given, each once', () => {
    const [one, other] = [batchOf(0, 3), batchOf(1, 2)];
    const merged = inTurn([one.batch, other.batch]);
    const resolve = (n: number) => merged.messages[n] && merged.resolve(merged.messages[n]);
    resolve(2);
    expect([one.resolved, other.resolved]).toEqual([['1'], ['0']]);
    resolve(4);
    expect([one.resolved, other.resolved]).toEqual([
      ['1', '2'],
      ['0', '1'],
    ]);
  });

  it('is current as long as every partition is', () => {
    const { batch } = batchOf(1, 1);
    expect(inTurn([batchOf(0, 1).batch, batch]).isCurrent()).toBe(true);
    expect(inTurn([batchOf(0, 1).batch, { ...batch, isCurrent: () => false }]).isCurrent()).toBe(false);
  });

  it('gathers what comes at once, and takes alone what comes alone', async () => {
    const [together, alone] = [
      jest.fn(() => Promise.resolve()),
      jest.fn(() => Promise.resolve({ pauseMs: 7 })),
    ];
    const take = gather(together, EAGER)(alone);
    expect(await Promise.all([take(batchOf(0, 1).batch), take(batchOf(1, 1).batch)])).toEqual([{}, {}]);
    expect([together.mock.calls.length, alone.mock.calls.length]).toEqual([1, 0]);
    expect(await take(batchOf(0, 1).batch)).toEqual({ pauseMs: 7 });
    expect([together.mock.calls.length, alone.mock.calls.length]).toEqual([1, 1]);
  });

  it('takes each partition by itself when what was gathered fails, so that only the one in trouble pauses', async () => {
    const alone = ({ partition }: PartitionBatch) =>
      Promise.resolve(partition === 1 ? { pauseMs: 1_000 } : {});
    const take = gather(() => Promise.reject(new Error('no')), EAGER)(alone);
    expect(await Promise.all([take(batchOf(0, 1).batch), take(batchOf(1, 1).batch)])).toEqual([
      {},
      { pauseMs: 1_000 },
    ]);
  });

  describe('with time to gather', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    const consumer = () => {
      const sizes: number[] = [];
      const note = ({ messages }: PartitionBatch) => void sizes.push(messages.length);
      const together = (batch: PartitionBatch) => Promise.resolve(note(batch));
      const alone = (batch: PartitionBatch) => Promise.resolve({}).finally(() => note(batch));
      return { sizes, take: gather(together, { chunk: 5, lingerMs: 100 })(alone) };
    };

    it('takes what comes alone at once, and makes what follows wait for company', async () => {
      const { sizes, take } = consumer();
      void take(batchOf(0, 1).batch);
      await jest.advanceTimersByTimeAsync(1);
      expect(sizes).toEqual([1]);
      void take(batchOf(1, 1).batch);
      await jest.advanceTimersByTimeAsync(50);
      void take(batchOf(2, 2).batch);
      await jest.advanceTimersByTimeAsync(40);
      expect(sizes).toEqual([1]);
      await jest.advanceTimersByTimeAsync(10);
      expect(sizes).toEqual([1, 3]);
      await jest.advanceTimersByTimeAsync(200);
      void take(batchOf(0, 1).batch);
      await jest.advanceTimersByTimeAsync(1);
      expect(sizes).toEqual([1, 3, 1]);
    });

    it('does not wait for more than a chunk', async () => {
      const { sizes, take } = consumer();
      void take(batchOf(0, 1).batch);
      await jest.advanceTimersByTimeAsync(1);
      void take(batchOf(1, 2).batch);
      void take(batchOf(2, 3).batch);
      await jest.advanceTimersByTimeAsync(1);
      void take(batchOf(0, 6).batch);
      await jest.advanceTimersByTimeAsync(1);
      expect(sizes).toEqual([1, 5, 6]);
    });
  });
});
