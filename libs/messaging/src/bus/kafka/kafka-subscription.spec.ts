import { EventEmitter } from 'node:events';
import { Kafka } from 'kafkajs';
import { KafkaSubscription } from './kafka-subscription';
import { SilentConsumerError } from './kafka-session';

const TIMES = { sessionMs: 300, heartbeatMs: 10, fetchWaitMs: 10 };
const EVENTS = { GROUP_JOIN: 'join', HEARTBEAT: 'heartbeat', CRASH: 'crash' };

/**
 * A real broker cannot be made to keep a connection and let no heartbeat through, so here the client is played:
 * it connects, joins its group and then does what `afterwards` says.
 */
function clientThat(afterwards: (events: EventEmitter) => void, { joins = true, leaves = true } = {}) {
  const lives: EventEmitter[] = [];
  const kafka = {
    consumer: () => {
      const events = new EventEmitter();
      lives.push(events);
      return {
        events: EVENTS,
        on: (name: string, listener: (event: unknown) => void) => events.on(name, listener),
        connect: async () => undefined,
        subscribe: async () => undefined,
        commitOffsets: async () => undefined,
        disconnect: () => (leaves ? Promise.resolve() : new Promise(() => undefined)),
        run: async () => {
          if (!joins) return;
          setImmediate(() => {
            events.emit(EVENTS.GROUP_JOIN, {});
            afterwards(events);
          });
        },
      };
    },
  } as unknown as Kafka;
  return { kafka, lives };
}

function subscribe(kafka: Kafka, brokerAnswers = true) {
  const onFatal = jest.fn<void, [Error]>();
  const options = { group: 'g', topics: ['t'], handle: async () => ({}), onFatal };
  const tools = { kafka, prefix: '', times: TIMES, lag: async () => 0, ping: async () => brokerAnswers };
  return { subscription: new KafkaSubscription(options, tools), onFatal };
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds() && Date.now() < end;) await after(10);
}

describe('the supervisor of a Kafka consumer', () => {
  it('gives the process up after two silences in a row of a consumer whose broker answers', async () => {
    const { kafka, lives } = clientThat(() => undefined);
    const { subscription, onFatal } = subscribe(kafka);
    await until(() => onFatal.mock.calls.length > 0);
    expect(lives).toHaveLength(2);
    expect(onFatal).toHaveBeenCalledTimes(1);
    expect(onFatal.mock.calls[0]?.[0]).toBeInstanceOf(SilentConsumerError);
    expect(subscription.health()).toMatchObject({ healthy: false });
    await subscription.stop();
  });

  it('does not count a silence that lies behind a long life with heartbeats', async () => {
    const beats: NodeJS.Timeout[] = [];
    const { kafka, lives } = clientThat((events) => {
      const beat = setInterval(() => events.emit(EVENTS.HEARTBEAT, {}), 5);
      beats.push(
        beat,
        setTimeout(() => clearInterval(beat), 1_500),
      );
    });
    const { subscription, onFatal } = subscribe(kafka);
    await until(() => lives.length > 3);
    expect(onFatal).not.toHaveBeenCalled();
    await subscription.stop();
    beats.forEach(clearTimeout);
  });

  it('counts the silences of consumers that join and soon fall silent', async () => {
    const { kafka, lives } = clientThat((events) => {
      for (const ms of [10, 20, 30]) setTimeout(() => events.emit(EVENTS.HEARTBEAT, {}), ms);
    });
    const { subscription, onFatal } = subscribe(kafka);
    await until(() => onFatal.mock.calls.length > 0);
    expect(lives).toHaveLength(2);
    await subscription.stop();
  });

  it('keeps trying while the broker does not answer either', async () => {
    const { kafka, lives } = clientThat(() => undefined);
    const { subscription, onFatal } = subscribe(kafka, false);
    await until(() => lives.length > 3);
    expect(lives.length).toBeGreaterThan(3);
    expect(onFatal).not.toHaveBeenCalled();
    await subscription.stop();
  });

  it('replaces a consumer that comes to no group, and gives the process up when the next one does not either', async () => {
    const { kafka, lives } = clientThat(() => undefined, { joins: false });
    const { subscription, onFatal } = subscribe(kafka);
    await until(() => onFatal.mock.calls.length > 0);
    expect(lives).toHaveLength(2);
    expect(onFatal.mock.calls[0]?.[0]).toBeInstanceOf(SilentConsumerError);
    await subscription.stop();
  });

  it('does not wait for a client that never takes leave', async () => {
    const crash = {
      payload: { error: Object.assign(new Error('gone'), { name: 'KafkaJSConnectionError' }) },
    };
    const { kafka, lives } = clientThat(
      (events) => {
        if (lives.length === 1) events.emit(EVENTS.CRASH, crash);
      },
      { leaves: false },
    );
    const { subscription } = subscribe(kafka);
    await until(() => lives.length === 2);
    expect(lives).toHaveLength(2);
    await subscription.stop();
  });

  it('leaves a consumer alone that sends heartbeats', async () => {
    const beats: NodeJS.Timeout[] = [];
    const { kafka, lives } = clientThat((events) => {
      beats.push(setInterval(() => events.emit(EVENTS.HEARTBEAT, {}), 5));
    });
    const { subscription, onFatal } = subscribe(kafka);
    await after(1_000);
    expect(lives).toHaveLength(1);
    expect(onFatal).not.toHaveBeenCalled();
    expect(subscription.health()).toEqual({ healthy: true });
    await subscription.stop();
    beats.forEach(clearInterval);
  });

  it('gives the process up at once when a crash cannot pass', async () => {
    const { kafka, lives } = clientThat((events) => {
      events.emit(EVENTS.CRASH, { payload: { error: new TypeError('raw'), restart: false } });
    });
    const { subscription, onFatal } = subscribe(kafka);
    await until(() => onFatal.mock.calls.length > 0);
    expect(lives).toHaveLength(1);
    expect(onFatal).toHaveBeenCalledWith(expect.any(TypeError));
    await subscription.stop();
  });
});
