import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@houtai/tools';
import type { Fault } from '../fault';
import type { StopPoint } from '../stop-points';

function killed(name: string, title: string, point: StopPoint, services: readonly ServiceName[]): Fault {
  return {
    name,
    title: `kill -9 ${title}`,
    how: `SIGKILL of itself at that point: ${services.join(', ')}, one after the other`,
    short: name === 'killed-after-publish',
    run: async ({ points }) => {
      for (const service of services) {
        await points.once(service, point);
        await sleep(1_000);
      }
    },
  };
}

/** The four points of the path of a fact at which a process may die. */
export const killFaults: readonly Fault[] = [
  killed('killed-before-commit', 'before the commit', 'before-commit', ['dispatch', 'orders']),
  killed('killed-before-publish', 'after the commit, before publishing', 'before-publish', [
    'orders',
    'dispatch',
  ]),
  killed('killed-after-publish', 'after publishing, before deleting', 'after-publish', [
    'orders',
    'dispatch',
  ]),
  killed('killed-before-offset', 'after the effect, before the offset', 'before-offset', [
    'dispatch',
    'analytics',
  ]),
];
