import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault';
import { buildOldRelease } from '../old-release';
import type { Stage } from '../stage';

const UPGRADED = ['dispatch', 'orders'] as const;
const OFF_MS = 2 * 3_600_000;

/** What happens to clocks, disks and releases. */
export const machineFaults: readonly Fault[] = [
  {
    name: 'clocks-off',
    title: 'Clocks off by two hours',
    how: 'beside the others, a process of dispatch two hours ahead and one of orders two hours behind for 15 s',
    run: async ({ system, points }) => {
      const off = (ms: number) => ({ env: { HOUTAI_FAULTS_CLOCK_MS: String(ms) } });
      const added = await Promise.all([
        system.addInstance('dispatch', off(OFF_MS)),
        system.addInstance('orders', off(-OFF_MS)),
      ]);
      await sleep(15_000);
      await Promise.all(added.map((instance) => instance.stop()));
      const [ahead, behind] = await Promise.all([points.clockOff('dispatch'), points.clockOff('orders')]);
      const exact = Math.max(Math.abs(ahead - OFF_MS), Math.abs(behind + OFF_MS)) < 1_000;
      return exact ? [] : [`the clocks were ${ahead} ms and ${behind} ms off`];
    },
  },
  {
    name: 'disk-full',
    title: "Postgres's disk full",
    how: 'its file system (in memory) filled to the last block for 10 s; Postgres started again when it ended by it',
    skip: ({ disk }) =>
      Promise.resolve(disk ? undefined : 'this user may not mount a file system of its own'),
    run: async (stage) => {
      const before = stage.accepted();
      await stage.disk?.fill();
      await sleep(10_000);
      const accepted = stage.accepted() - before;
      await stage.disk?.free();
      await stage.postgres.start();
      // Postgres writes into files it has already; a few more wishes may fit, but not ten seconds of them.
      return accepted < 60 ? [] : [`${accepted} wishes were accepted on a full disk: it was not full`];
    },
  },
  {
    name: 'old-and-new',
    title: 'Old and new release side by side',
    how: 'a process of dispatch and one of orders of the last release on the databases and topics of this one, for 20 s; they take events and due work, no requests',
    skip: async () => (await buildOldRelease()).why,
    run: async (stage) => {
      await asIfUpgraded(stage);
      const { folder } = await buildOldRelease();
      const added = await Promise.all(
        UPGRADED.map((service) =>
          stage.system.addInstance(service, {
            program: `${folder}/apps/${service}/dist/main.js`,
            env: { NODE_OPTIONS: '' },
            migratesItself: true,
          }),
        ),
      );
      await sleep(20_000);
      await Promise.all(added.map((instance) => instance.stop()));
    },
  },
];

/** The databases were made by this release; one that an older release has worked on says so of its consumers. */
async function asIfUpgraded(stage: Stage): Promise<void> {
  for (const service of UPGRADED) {
    const database = await stage.database(service);
    await database.query(
      'insert into consumer_baseline (consumer) select distinct consumer from applied_count on conflict do nothing',
    );
    await database.end();
  }
}
