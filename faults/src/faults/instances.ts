import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault';

/** Several processes of one service, and what becomes of their share of the work. */
export const instanceFaults: readonly Fault[] = [
  {
    name: 'relay-frozen',
    title: 'Two relays, the leader frozen and resumed',
    how: 'each of the two processes of orders stopped for 15 s in turn (one of them leads), SIGCONT',
    run: async (stage) => {
      for (const service of stage.processes('orders')) {
        stage.signal(service, 'SIGSTOP');
        await sleep(15_000);
        stage.signal(service, 'SIGCONT');
        await sleep(2_000);
      }
    },
  },
  {
    name: 'members-come-and-go',
    title: 'Consumers added and removed',
    how: 'a process of dispatch and one of analytics started and stopped, three times, 10 s each',
    run: async ({ system }) => {
      for (let n = 0; n < 3; n += 1) {
        const added = await Promise.all([system.addInstance('dispatch'), system.addInstance('analytics')]);
        await sleep(10_000);
        await Promise.all(added.map((instance) => instance.stop()));
      }
    },
  },
  {
    name: 'slow-handler',
    title: 'A handler slower than the session time-out',
    how: 'a process of dispatch stands still for 14 s in a handler, heartbeats included (session: 10 s)',
    run: async ({ points }) => {
      await points.once('dispatch', 'slow-handler');
      await sleep(14_000);
    },
  },
  {
    name: 'saga-race',
    title: "A saga's time-out racing its reply",
    how: 'dispatch frozen for 4 s, the holds of all open wishes set to end as it wakes',
    run: async (stage) => {
      const orders = await stage.database('orders');
      let raced = 0;
      for (let n = 0; n < 4; n += 1) {
        for (const service of stage.processes('dispatch')) stage.signal(service, 'SIGSTOP');
        await sleep(4_000);
        const { rowCount } = await orders.query(
          `update reservation set hold_expires_at = now() + interval '700 milliseconds' where status = 'submitted'`,
        );
        raced += rowCount ?? 0;
        await sleep(600);
        for (const service of stage.processes('dispatch')) stage.signal(service, 'SIGCONT');
        await sleep(1_500);
      }
      await orders.end();
      return raced > 10 ? [] : [`only ${raced} wishes were open: nothing was tried`];
    },
  },
];
