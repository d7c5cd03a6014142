import type { Figure } from '../figure';
import { stagesOf } from '../saga/stages';
import { percentile } from '../statistics';
import type { BenchSystem } from '../system/bench-system';
import { openLoop } from '../system/load';
import { countProcessorTime } from '../system/processor-cost';
import { Submitter } from '../system/submitter';
import { Wishes } from '../system/wishes';

/** Two weeks that fill up: then an answer has to move others, or to be no. */
const WINDOW = { firstDay: 12, days: 14 };
const PROMISES = 1_600;
const CONCURRENCY = 16;
/** Slow enough that no answer waits for another. */
const RATE = 5;

/** What an answer of dispatch costs when two weeks are nearly sold out: 400 vehicles in 4 classes, 1,600 wishes before. */
export async function planningBenchmark(
  system: BenchSystem,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const wishes = new Wishes(await system.company(), WINDOW, 20_261_128);
  const submitter = await Submitter.signIn(system.running, CONCURRENCY);
  const submit = () => submitter.submit(wishes.next());
  try {
    for (let left = quick ? 200 : PROMISES; left > 0; left -= CONCURRENCY)
      await Promise.all(Array.from({ length: CONCURRENCY }, submit));
    await system.drained();
    const count = await countProcessorTime(system);
    const sent = await openLoop(RATE, quick ? 4 : 20, submit);
    await system.drained();
    const { byProcess } = await count(sent.length);
    const stages = await stagesOf(
      system,
      sent.map(({ reservationId }) => reservationId),
    );
    const answers = [...stages.values()].flatMap(({ submitted, held, ended }) => {
      const answered = held ?? ended;
      return submitted === undefined || answered === undefined ? [] : [answered - submitted];
    });
    const refused = [...stages.values()].filter(({ ended }) => ended !== undefined).length;
    const own = byProcess.get('dispatch') ?? Number.NaN;
    log(
      `planning: ${refused} of ${sent.length} refused, dispatch uses ${own.toFixed(1)} ms of processor time each`,
    );
    const figure = (share: number): Figure => ({
      measurement: `submitted -> answered, two weeks nearly sold out, p${share * 100}`,
      value: percentile(answers, share),
      unit: 'ms',
    });
    return [figure(0.5), figure(0.99)];
  } finally {
    await submitter.close();
  }
}
