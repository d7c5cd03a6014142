import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault';
import { buildOldRelease } from '../old-release';

const LIBFAKETIME = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`)
  .find((file) => existsSync(file));

/** What happens to clocks, disks and releases. */
export const machineFaults: readonly Fault[] = [
  {
    name: 'clocks-off',
    title: 'Clocks off by two hours',
    how: 'beside the others, a process of dispatch two hours ahead and one of orders two hours behind (libfaketime) for 15 s',
    skip: () =>
      Promise.resolve(LIBFAKETIME ? undefined : 'libfaketime is not installed (Debian package libfaketime)'),
    run: async ({ system }) => {
      const shifted = (shift: string) => ({
        env: { LD_PRELOAD: LIBFAKETIME ?? '', FAKETIME: shift, DONT_FAKE_MONOTONIC: '1' },
      });
      const added = await Promise.all([
        system.addInstance('dispatch', shifted('+2h')),
        system.addInstance('orders', shifted('-2h')),
      ]);
      await sleep(15_000);
      await Promise.all(added.map((instance) => instance.stop()));
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
    how: 'a process of dispatch and one of orders of the last release, on the databases and topics of this one, for 20 s',
    skip: async () => (await buildOldRelease()).why,
    run: async ({ system }) => {
      const { folder } = await buildOldRelease();
      const added = await Promise.all(
        (['dispatch', 'orders'] as const).map((service) =>
          system.addInstance(service, {
            program: `${folder}/apps/${service}/dist/main.js`,
            env: { NODE_OPTIONS: '' },
          }),
        ),
      );
      await sleep(20_000);
      await Promise.all(added.map((instance) => instance.stop()));
    },
  },
];
