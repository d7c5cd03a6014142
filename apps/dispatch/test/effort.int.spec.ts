import { DataSource } from 'typeorm';
import { at, testId } from '@houtai/testing';
import { SubmissionService } from '../src/capacities/submission.service';
import { A, A2, B, RentalWorld } from './rental-world';

const VEHICLES = 200;
const HOLDS = 1000;
const BRANCHES = [A, A2, B];

/** Deterministic and far from any real clock: place in a cycle of `size`. */
const pick = (n: number, size: number) => (n * 7919) % size;
const hoursFrom = (hours: number) => new Date(Date.parse(at('00:00', 2)) + hours * 3_600_000).toISOString();

describe('effort of an answer with 200 vehicles and 1,000 holds in one class', () => {
  let world: RentalWorld;
  let accepted = 0;

  beforeAll(async () => {
    world = await RentalWorld.start();
    for (let n = 0; n < VEHICLES; n += 1) {
      const branch = BRANCHES[n % BRANCHES.length] ?? A;
      await world.register(testId(0x1_0000 + n), 'compact', branch);
    }
    await world.drained();
  });
  afterAll(async () => {
    const overlaps = await world.overlaps();
    await world.close();
    expect(overlaps).toEqual([]);
  });

  const answer = async (n: number, fromHour: number, hours: number) => {
    const submissions = world.service.running.app.get(SubmissionService);
    const pickUpAt = BRANCHES[pick(n, 3)] ?? A;
    const returnAt = pick(n, 7) === 0 ? (BRANCHES[pick(n + 1, 3)] ?? A) : pickUpAt;
    const began = performance.now();
    await submissions.answer([
      {
        reservationId: testId(0x10_0000 + n),
        request: {
          classCode: 'compact',
          pickUp: { branchId: pickUpAt, at: hoursFrom(fromHour) },
          return: { branchId: returnAt, at: hoursFrom(fromHour + hours) },
        },
        call: { correlationId: testId(n), businessTime: at('00:00', 1) },
      },
    ]);
    return performance.now() - began;
  };

  /** The figures are for a reader; the limit only catches a plan that has become a different kind of slow. */
  it('is a few milliseconds, and not many more when the class is planned anew or the answer is no', async () => {
    const filling: number[] = [];
    for (let n = 0; accepted < HOLDS && n < 3 * HOLDS; n += 1) {
      filling.push(await answer(n, pick(n, 24 * 14), 12 + pick(n, 60)));
      accepted = await held(world);
    }
    expect(accepted).toBe(HOLDS);
    const usual: number[] = [];
    const long: number[] = [];
    const cpu = process.cpuUsage();
    for (let n = 10_000; n < 10_100; n += 1) usual.push(await answer(n, pick(n, 24 * 14), 12 + pick(n, 60)));
    const { user, system } = process.cpuUsage(cpu);
    const before = await held(world);
    for (let n = 20_000; n < 20_100; n += 1) long.push(await answer(n, 24 + pick(n, 100), 220));
    const refused = long.length - ((await held(world)) - before);
    process.stderr.write(
      `answers while filling: ${figures(filling)}\n` +
        `with 1,000 holds: ${figures(usual)}, ${((user + system) / 100_000).toFixed(1)} ms of own CPU each\n` +
        `long rentals, ${refused} of 100 refused: ${figures(long)}\n`,
    );
    expect(median(usual)).toBeLessThan(150);
  }, 180_000);
});

async function held(world: RentalWorld): Promise<number> {
  const database = world.service.running.app.get(DataSource);
  const rows = await database.query<{ count: number }[]>(
    'select count(*)::int as count from capacity_hold where released_at is null',
  );
  return rows[0]?.count ?? 0;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

function figures(values: readonly number[]): string {
  const [p50, p95, max] = [0.5, 0.95, 1].map((q) => quantile(values, q).toFixed(1));
  return `p50 ${p50} ms, p95 ${p95} ms, max ${max} ms`;
}
