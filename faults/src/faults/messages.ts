import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel, type Message } from 'kafkajs';
import type { Fault } from '../fault';
import type { Stage } from '../stage';

const TOPIC = 'houtai.orders.reservation';
const SUBMITTED = 'houtai.orders.reservation-submitted.v1';

function kafkaOf({ cluster }: Stage): Kafka {
  return new Kafka({ brokers: cluster.brokers.split(','), clientId: 'faults', logLevel: logLevel.NOTHING });
}

const topicOf = (stage: Stage): string => `${stage.system.places.bus.HOUTAI_BUS_PREFIX ?? ''}${TOPIC}`;

/** An event as a producer of ours would send it, of a key that nobody has. */
function message(
  stage: Stage,
  value: string | null,
  headers: Readonly<Record<string, string>> = {},
): Message {
  const [id, key] = [randomUUID(), randomUUID()];
  const attributes = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: 'houtai/orders',
    ce_type: SUBMITTED,
    ce_time: new Date().toISOString(),
    ce_subject: key,
    ce_correlationid: id,
    ce_aggregateversion: '1',
    'content-type': 'application/json',
    'x-planted': stage.planted,
  };
  return { key, value, headers: { ...attributes, ...headers } };
}

/** What lies on the bus. */
export const messageFaults: readonly Fault[] = [
  {
    name: 'poison',
    title: 'Poison of each kind',
    how: 'on the topic of reservations: no JSON, an unknown type, data that breaks the handler, null; in the outbox: 2 MB',
    short: true,
    poisons: true,
    run: async (stage) => {
      const producer = kafkaOf(stage).producer();
      await producer.connect();
      const messages = [
        message(stage, '{"half": '),
        message(stage, '{}', { ce_type: 'houtai.orders.reservation-dreamt.v1' }),
        message(stage, '{"reservationId": null, "pickUp": 7}'),
        message(stage, 'null'),
        message(stage, null),
        message(stage, '{}', { ce_id: 'not an id' }),
        message(stage, '{}', { ce_aggregateversion: 'many' }),
      ];
      await producer.send({ topic: topicOf(stage), messages });
      await producer.disconnect();
      const orders = await stage.database('orders');
      const key = randomUUID();
      await orders.query('begin');
      await orders.query(
        `insert into outbox_version (topic, key, first_version, version) values ($1, $2, 1, 1)`,
        [TOPIC, key],
      );
      await orders.query(
        `with logged as (
           insert into event_log (id, topic, key, type, data, headers, aggregate_version)
           select i.id, $1, $2, $3, json_build_object('text', repeat('x', 2000000))::text,
                  jsonb_build_object('id', i.id, 'type', $3::text, 'aggregateversion', '1'), 1
             from (select gen_random_uuid() as id) i
           returning seq, created_at, topic, key
         )
         insert into outbox_queue (seq, created_at, topic, key) select * from logged`,
        [TOPIC, key, SUBMITTED],
      );
      await orders.query('commit');
      await sleep(5_000);
      const dead = await orders.query('select 1 from outbox_dead where key = $1', [key]);
      await orders.end();
      return dead.rowCount ? [] : ['the event of 2 MB is not among the dead'];
    },
  },
  {
    name: 'delivered-again',
    title: 'Every message delivered two to three times',
    how: 'all of the topic of reservations published once more, byte by byte; then analytics frozen and rewound to the beginning',
    run: async (stage) => {
      const kafka = kafkaOf(stage);
      const repeated = await repeatAll(kafka, topicOf(stage));
      const rewound = await rewind(stage, kafka);
      return [
        ...(repeated > 0 ? [] : ['there was nothing to repeat']),
        ...(rewound ? [] : ['the group could not be rewound']),
      ];
    },
  },
];

/** Publishes every message that the topic holds now a second time; returns how many. */
async function repeatAll(kafka: Kafka, topic: string): Promise<number> {
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  const consumer = kafka.consumer({ groupId: `repeat-${randomUUID()}` });
  await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
  const ends = await admin.fetchTopicOffsets(topic);
  const missing = new Map(
    ends.flatMap(({ partition, high }) => (Number(high) > 0 ? [[partition, Number(high)]] : [])),
  );
  let count = 0;
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value, headers, offset } }) => {
        const end = missing.get(partition);
        if (end === undefined) return;
        if (Number(offset) < end) {
          const again = Object.fromEntries(
            Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]),
          );
          await producer.send({ topic, messages: [{ key, value, headers: again }] });
          count += 1;
        }
        if (Number(offset) >= end - 1) missing.delete(partition);
      },
    });
    for (const until = Date.now() + 30_000; missing.size > 0 && Date.now() < until;) await sleep(100);
  } finally {
    await consumer.disconnect();
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
  return count;
}

/** A group can be moved while it has no member: analytics is frozen until its session has ended. */
async function rewind(stage: Stage, kafka: Kafka): Promise<boolean> {
  const groupId = `${stage.system.places.bus.HOUTAI_BUS_PREFIX ?? ''}analytics.raw`;
  const admin = kafka.admin();
  await admin.connect();
  const frozen = stage.processes('analytics');
  for (const service of frozen) stage.signal(service, 'SIGSTOP');
  try {
    for (const until = Date.now() + 25_000; Date.now() < until; await sleep(1_000)) {
      const moved = await admin.resetOffsets({ groupId, topic: topicOf(stage), earliest: true }).then(
        () => true,
        () => false,
      );
      if (moved) return true;
    }
    return false;
  } finally {
    for (const service of frozen) stage.signal(service, 'SIGCONT');
    await admin.disconnect();
  }
}
