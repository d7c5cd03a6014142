import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault';

const KILLS = 3;

/** What happens to a partner's system, and to what tells it. */
export const webhookFaults: readonly Fault[] = [
  receiverDown('receiver-down', 45_000, {}),
  // Ten minutes of wishes, and the hours that retries would wait for, cut short by the partner itself.
  receiverDown('receiver-down-for-long', 600_000, { onlyNamed: true, limitMs: 720_000 }),
  {
    name: 'webhooks-killed',
    title: 'kill -9 of webhooks in mid-flight',
    how: `SIGKILL of the process that tells partners, ${KILLS} times, 5 s after it was ready again`,
    run: async (stage): Promise<readonly string[]> => {
      const [webhooks] = stage.processes('webhooks');
      if (!webhooks) return ['webhooks does not run'];
      for (let n = 0; n < KILLS; n += 1) {
        await sleep(5_000);
        const before = webhooks.restarts();
        stage.signal(webhooks, 'SIGKILL');
        for (const until = Date.now() + 30_000; webhooks.restarts() === before; await sleep(100))
          if (Date.now() > until) return ['webhooks was not started again'];
      }
      return [];
    },
  },
];

function receiverDown(name: string, ms: number, more: Partial<Fault>): Fault {
  return {
    name,
    title: `A partner's system down for ${ms / 1000} s`,
    how: 'nobody listens at its address meanwhile; once back it asks for what it has missed',
    ...more,
    run: async ({ partner }) => {
      const since = new Date();
      await partner.down();
      await sleep(ms);
      await partner.up();
      await partner.recover(since);
    },
  };
}
