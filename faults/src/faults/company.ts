import { launchSystem, playWhileKilled, SERVICE_NAMES } from '@houtai/tools';
import type { LoneFault } from '../fault';

const BOOKINGS = 60;

/** Whole rentals, from the wish to the closed agreement: the clients of the other rows only book and cancel. */
export const companyFaults: readonly LoneFault[] = [
  {
    name: 'every-process-killed',
    title: 'kill -9 of every service and server in turn',
    how: `SIGKILL of each while ${BOOKINGS} bookings of a simulated company are played to their end, each started again before the next dies`,
    limitMs: 420_000,
    alone: async (log) => {
      const system = await launchSystem({
        mode: 'simulated',
        infrastructure: 'local',
        durable: false,
        env: {
          HOUTAI_BUS_PARTITIONS: '2',
          HOUTAI_POOL_SIZE: '6',
          HOUTAI_PASSWORD_COST: '14',
          HOUTAI_RATE_LIMIT_PER_MINUTE: '1000000',
        },
        log,
      });
      try {
        const servers = system.infrastructure.servers.map(({ name }) => name);
        return await playWhileKilled(system, { bookings: BOOKINGS, victims: [...SERVICE_NAMES, ...servers] });
      } finally {
        await system.stop();
      }
    },
  },
];
