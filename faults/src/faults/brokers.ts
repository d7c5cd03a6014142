import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaNode } from '@houtai/infrastructure';
import type { Fault } from '../fault';
import type { Stage } from '../stage';

const node = (stage: Stage, n: number): KafkaNode => {
  const found = stage.cluster.nodes[n];
  if (!found) throw new Error(`there is no broker ${n}`);
  return found;
};
const proxies = (stage: Stage) => stage.cluster.nodes.flatMap(({ proxy }) => (proxy ? [proxy] : []));

/** What happens to Kafka. */
export const brokerFaults: readonly Fault[] = [
  {
    name: 'brokers-rolled',
    title: 'Brokers rolled one by one',
    how: 'each of three stopped in order and started again, under writes',
    run: async (stage) => {
      for (const broker of stage.cluster.nodes) {
        await broker.stop();
        await sleep(1_000);
        await broker.start();
        await sleep(3_000);
      }
    },
  },
  {
    name: 'broker-killed',
    title: 'A broker killed and restarted',
    how: 'SIGKILL, 10 s without it, start',
    run: async (stage) => {
      await node(stage, 0).kill();
      await sleep(10_000);
      await node(stage, 0).start();
    },
  },
  {
    name: 'brokers-away',
    title: 'All brokers away for 60 s',
    how: 'SIGKILL of all three, start after 60 s; wishes must be accepted meanwhile',
    run: async (stage) => {
      await Promise.all(stage.cluster.nodes.map((broker) => broker.kill()));
      // What was in flight when they went is not what is asked about.
      await sleep(15_000);
      const before = stage.accepted();
      await sleep(45_000);
      const accepted = stage.accepted() - before;
      await Promise.all(stage.cluster.nodes.map((broker) => broker.start()));
      return accepted > 90 ? [] : [`only ${accepted} wishes were accepted in the last 45 s without brokers`];
    },
  },
  {
    name: 'brokers-slow',
    title: 'Slow brokers',
    how: 'a proxy holds every byte back, each way, 2 s, 5 s, then 1 s, for 10 s each',
    run: async (stage) => {
      for (const delay of [2_000, 5_000, 1_000]) {
        for (const proxy of proxies(stage)) proxy.delay(delay);
        await sleep(10_000);
      }
      for (const proxy of proxies(stage)) proxy.delay(0);
    },
  },
  {
    name: 'sockets-cut',
    title: 'Sockets to the brokers cut',
    how: 'every connection to every broker destroyed, six times, 2 s apart',
    run: async (stage) => {
      for (let n = 0; n < 6; n += 1) {
        for (const proxy of proxies(stage)) proxy.cut();
        await sleep(2_000);
      }
    },
  },
  {
    name: 'broker-frozen',
    title: 'A broker frozen for 25 s',
    how: 'SIGSTOP, SIGCONT',
    run: async (stage) => {
      node(stage, 1).freeze();
      await sleep(25_000);
      node(stage, 1).resume();
    },
  },
];
