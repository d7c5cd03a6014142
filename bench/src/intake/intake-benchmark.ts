import type { Figure } from '../figure';
import { median } from '../statistics';
import type { BenchSystem } from '../system/bench-system';
import { countProcessorTime, describeCost } from '../system/processor-cost';
import { closedLoop } from '../system/load';
import { Submitter } from '../system/submitter';
import { Wishes } from '../system/wishes';
import { FloorDatabase, latestReservation } from './floor-database';
import { intakeFloor } from './floor';

const CONCURRENCY = 16;

/** `POST /api/v1/reservations` through the gateway beside its statements alone; runs of both alternate. */
export async function intakeBenchmark(
  system: BenchSystem,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const wishes = new Wishes(await system.company(), { firstDay: 1_900, days: 1_700 }, 20_261_123);
  const submitter = await Submitter.signIn(system.running, CONCURRENCY);
  const submit = () => submitter.submit(wishes.next());
  const adminUrl = system.running.infrastructure.postgresAdminUrl;
  const seconds = quick ? 2 : 10;
  const rates: number[] = [];
  const floors: number[] = [];
  let database: FloorDatabase | undefined;
  try {
    await closedLoop(CONCURRENCY, seconds, submit); // warm
    await system.drained();
    database = await FloorDatabase.copyOf(system, adminUrl);
    const floor = await intakeFloor(database, await latestReservation(system));
    await floor.run(CONCURRENCY, 2);
    for (let run = 1; run <= (quick ? 1 : 3); run += 1) {
      await database.clear();
      floors.push(await floor.run(CONCURRENCY, seconds));
      const cost = await countProcessorTime(system);
      const taken = await closedLoop(CONCURRENCY, seconds, submit);
      rates.push(taken / seconds);
      await system.drained();
      log(describeCost(await cost(taken)));
      log(
        `intake, run ${run}: ${Math.round(rates.at(-1) ?? 0)}/s, floor ${Math.round(floors.at(-1) ?? 0)}/s`,
      );
    }
    const [value, least] = [median(rates), median(floors)];
    const note = `${CONCURRENCY} at a time. The sagas that intake sets off go on meanwhile, in all seven services.`;
    return [
      {
        measurement: 'reservation intake through the gateway',
        value,
        unit: '/s',
        runs: rates,
        floor: { what: floor.what, value: least, runs: floors },
        ratio: value / least,
        target: { of: 'ratio', atLeast: 0.25 },
        note,
      },
    ];
  } finally {
    await submitter.close();
    await database?.drop();
  }
}
