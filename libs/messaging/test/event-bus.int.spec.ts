import { setTimeout as work } from 'node:timers/promises';
import { describeBothBuses, type TestBus } from '@houtai/testing';
import { Subscription, UnsendableMessageError } from '../src/bus/event-bus';
import { messagingConfig } from '../src/messaging.config';
import { BusHarness, Seen, byKey, eventually, outOfOrder, recorder } from './bus-harness';

const numbers = (n: number) => Array.from({ length: n }, (_, i) => String(i));

describeBothBuses('event bus', (makeBus) => {
  let testBus: TestBus;
  let harness: BusHarness;

  beforeAll(async () => {
    testBus = await makeBus();
  });
  beforeEach(async () => {
    harness = await BusHarness.open(messagingConfig(testBus.env));
  });
  afterEach(() => harness.close());
  afterAll(() => testBus.drop());

  it('delivers what was published before the group existed, with headers, in order per key', async () => {
    const bus = harness.bus();
    for (const n of numbers(20)) {
      await bus.publish(['a', 'b', 'c', 'd'].map((key) => harness.message(key, n)));
    }
    const seen: Seen[] = [];
    await harness.subscribe(recorder(seen)).ready;
    await eventually('80 messages', () => seen.length >= 80);
    expect(byKey(seen)).toEqual({ a: numbers(20), b: numbers(20), c: numbers(20), d: numbers(20) });
  });

  it('keeps the order of concurrent publications of one process', async () => {
    const bus = harness.bus();
    await Promise.all(numbers(50).map((n) => bus.publish([harness.message('a', n)])));
    const seen: Seen[] = [];
    harness.subscribe(recorder(seen));
    await eventually('50 messages', () => seen.length >= 50);
    expect(byKey(seen)).toEqual({ a: numbers(50) });
  });

  it('delivers a new message within a tenth of a second', async () => {
    const seen: Seen[] = [];
    await harness.subscribe(recorder(seen)).ready;
    const bus = harness.bus();
    await bus.publish([harness.message('warm', 'up')]);
    await eventually('warm-up', () => seen.length === 1);
    const delays: number[] = [];
    for (const n of numbers(20)) {
      const started = performance.now();
      await bus.publish([harness.message('a', n)]);
      await eventually(`message ${n}`, () => seen.length === Number(n) + 2);
      delays.push(performance.now() - started);
    }
    // Each is published right after the one before it came: what waits for a next round delays all of them, a busy machine
    // only some. How fast it is, is measured in bench/.
    expect(Math.min(...delays)).toBeLessThan(100);
  });

  it('delivers again what a killed process had not resolved, and goes on behind what it had', async () => {
    const bus = harness.bus();
    await bus.publish(numbers(10).map((n) => harness.message('a', n)));
    const killed = harness.process({ HOLDS: '4', UNTIL_LAG: '6' });
    try {
      await killed.said('holds 4');
      await killed.said('remembered');
      expect(killed.output().match(/took \d/g)).toEqual(['took 0', 'took 1', 'took 2', 'took 3']);
      killed.signal('SIGKILL');
    } finally {
      await killed.end();
    }
    const seen: Seen[] = [];
    harness.subscribe(recorder(seen));
    // Nobody said that it left: the partitions are dealt anew when its session is over.
    await eventually('the rest', () => seen.length >= 6, 40_000);
    expect(seen.map(({ value }) => value)).toEqual(['4', '5', '6', '7', '8', '9']);
  }, 90_000);

  it('survives any error of a handler, and a paused partition does not hold up the others', async () => {
    const bus = harness.bus();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const seen: Seen[] = [];
    let failures = 0;
    let poisoned: number | undefined;
    const take = recorder(seen);
    const started = performance.now();
    const subscription = harness.subscribe(async (batch) => {
      poisoned ??= batch.partition;
      if (batch.partition === poisoned && failures++ < 2) throw new TypeError('undefined is no function');
      return take(batch);
    });
    await bus.publish(keys.map((key) => harness.message(key, '0')));
    await eventually(
      'the other partitions',
      () => seen.some(({ partition }) => partition !== poisoned),
      10_000,
    );
    expect(seen.every(({ partition }) => partition !== poisoned)).toBe(true);
    await eventually('all', () => seen.length === keys.length);
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(subscription.health()).toEqual({ healthy: true });
  });

  it('deals the partitions anew when members come and go amid batches: nothing lost, in order per key', async () => {
    const [keys, versions] = [12, 250];
    const seen: (Seen & { by: string })[] = [];
    const cutShort: string[] = [];
    const by = (member: string): number => seen.filter((each) => each.by === member).length;
    const member = (name: string): Subscription =>
      harness.subscribe(async (batch) => {
        for (const message of batch.messages) {
          if (!batch.isCurrent()) {
            cutShort.push(name);
            break;
          }
          await work(3);
          const { partition, offset, key } = message;
          seen.push({ partition, offset, key, value: message.value?.toString() ?? '', by: name });
          batch.resolve(message);
        }
        return {};
      });
    const bus = harness.bus();
    for (const n of numbers(versions))
      await bus.publish(numbers(keys).map((key) => harness.message(`key-${key}`, n)));
    const one = member('one');
    await eventually('one works', () => by('one') > 50);
    const two = member('two');
    await eventually('two works', () => by('two') > 50);
    expect(cutShort).toContain('one');
    cutShort.length = 0;
    await two.stop();
    expect(cutShort).toContain('two');
    const left = by('one');
    await eventually(
      'all',
      () => new Set(seen.map(({ key, value }) => `${key} ${value}`)).size === keys * versions,
    );
    expect(by('one')).toBeGreaterThan(left);
    await one.stop();
    expect(outOfOrder(seen)).toEqual([]);
  });

  it('tells groups apart and knows what each has still to do', async () => {
    const bus = harness.bus();
    await bus.publish(numbers(30).map((n) => harness.message(`key-${n}`, n)));
    const seen: Seen[] = [];
    const busy = harness.subscribe(recorder(seen), 'busy');
    const stuck = harness.subscribe(async () => ({ pauseMs: 60_000 }), 'stuck');
    await Promise.all([busy.ready, stuck.ready]);
    await eventually('30 messages', () => seen.length === 30);
    await eventually('no lag', async () => (await busy.lag()) === 0);
    expect(await stuck.lag()).toBe(30);
  });

  it('holds back: a slow handler gets one batch per partition at a time', async () => {
    const bus = harness.bus();
    let now = 0;
    let most = 0;
    let handled = 0;
    await bus.publish(numbers(40).map((n) => harness.message('one-key', n)));
    harness.subscribe(async (batch) => {
      now += 1;
      most = Math.max(most, now);
      for (const message of batch.messages.slice(0, 5)) {
        await work(5);
        batch.resolve(message);
        handled += 1;
      }
      now -= 1;
      return {};
    });
    await eventually('all', () => handled === 40);
    expect(most).toBe(1);
  });

  it('finishes the message in hand when it stops, and does not deliver it again', async () => {
    const bus = harness.bus();
    await bus.publish(numbers(10).map((n) => harness.message('a', n)));
    const first: string[] = [];
    const slow = harness.subscribe(async (batch) => {
      for (const message of batch.messages) {
        if (!batch.isCurrent()) break;
        await work(100);
        first.push(message.value?.toString() ?? '');
        batch.resolve(message);
      }
      return {};
    });
    await eventually('the second message', () => first.length >= 2);
    await slow.stop();
    const stoppedAt = first.length;
    expect(stoppedAt).toBeLessThan(10);
    const seen: Seen[] = [];
    harness.subscribe(recorder(seen));
    await eventually('the rest', () => seen.length >= 10 - stoppedAt);
    expect([...first, ...seen.map(({ value }) => value)]).toEqual(numbers(10));
  });

  it('refuses a message that is too big as unsendable, and stays usable', async () => {
    const bus = harness.bus();
    await expect(bus.publish([harness.message('a', 'x'.repeat(2_000_000))])).rejects.toThrow(
      UnsendableMessageError,
    );
    await bus.publish([harness.message('a', 'small')]);
    expect(await bus.ping()).toBe(true);
  });
});
