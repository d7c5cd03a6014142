import type { Figure } from '../figure';
import { median, percentile } from '../statistics';
import type { BenchSystem } from '../system/bench-system';
import { EventSource, type Told } from '../system/event-source';
import { openLoop } from '../system/load';
import { memoryOf } from '../system/process-usage';
import { bareLoop } from './bare-loop';
import { Sink } from './sink';
import { lagText, WebhookWorld, type BenchEndpoint } from './webhook-world';

/** What one endpoint may have in flight at most. */
const CONCURRENCY = 32;
const HANGING = 20;
const FAN_OUT = 4;
const EVENTS_PER_SECOND = 200;
/** Of the endpoint beside a backlog or beside those that hang. */
const QUIET_PER_SECOND = 20;

interface Sizes {
  readonly deliveries: number;
  readonly backlog: number;
  readonly seconds: number;
  readonly runs: number;
}

const FULL: Sizes = { deliveries: 10_000, backlog: 100_000, seconds: 30, runs: 3 };
const QUICK: Sizes = { deliveries: 300, backlog: 1_000, seconds: 2, runs: 1 };

interface Bench {
  readonly world: WebhookWorld;
  readonly sink: Sink;
  readonly source: EventSource;
  readonly sizes: Sizes;
  readonly pid: number | undefined;
  readonly log: (line: string) => void;
}

/** What webhooks do at their best, how late they are, and what one partner's trouble costs another. */
export async function webhooksBenchmark(
  system: BenchSystem,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const sizes = quick ? QUICK : FULL;
  const sink = await Sink.start();
  const source = await EventSource.open(system, 'bench_source');
  const api = system.api();
  try {
    const world = await WebhookWorld.open(system, api, sink);
    const pid = system.running.services.find(({ name }) => name === 'webhooks')?.pid();
    const bench: Bench = { world, sink, source, sizes, pid, log };
    const { figure, rate } = await deliveries(bench);
    const [lags, drained, beside] = [
      await fanOutLags(bench),
      await backlog(bench, rate),
      await hanging(bench, rate),
    ];
    return [figure, ...lags, ...drained, ...beside];
  } finally {
    await api.close();
    await source.close();
    await sink.stop();
  }
}

/** How many a second come to an endpoint that takes everything. */
async function rateAt({ world, sink }: Bench, endpoint: BenchEndpoint, count: number): Promise<number> {
  await sink.forget();
  await world.wait(endpoint, count);
  const { firstAt, lastAt } = await sink.has(endpoint.path, count);
  return (count - 1) / ((lastAt - firstAt) / 1000);
}

async function deliveries(bench: Bench): Promise<{ figure: Figure; rate: number }> {
  const { world, sink, sizes, log } = bench;
  const endpoint = await world.endpoint(await world.partner(), 'steady');
  const floorOf = { body: world.body, count: sizes.deliveries, concurrency: CONCURRENCY };
  await rateAt(bench, endpoint, sizes.deliveries); // warm
  const rates: number[] = [];
  const floors: number[] = [];
  for (let run = 1; run <= sizes.runs; run += 1) {
    floors.push(await bareLoop(sink, floorOf));
    rates.push(await rateAt(bench, endpoint, sizes.deliveries));
    log(`deliveries, run ${run}: ${rates.at(-1)?.toFixed(0)}/s, floor ${floors.at(-1)?.toFixed(0)}/s`);
  }
  await world.remove([endpoint]);
  const [rate, floor] = [median(rates), median(floors)];
  const figure: Figure = {
    measurement: 'deliveries to one endpoint, signed and logged',
    value: rate,
    unit: '/s',
    runs: rates,
    floor: { what: 'bare undici, same bytes', value: floor, runs: floors },
    ratio: rate / floor,
    target: { of: 'ratio', atLeast: 0.4 },
    note: `${CONCURRENCY} at a time, ${world.bodyBytes} bytes each.`,
  };
  return { figure, rate };
}

async function fanOutLags({ world, source, sizes, sink, log }: Bench): Promise<Figure[]> {
  const partnerId = await world.partner();
  const endpoints: BenchEndpoint[] = [];
  for (let n = 0; n < FAN_OUT; n += 1) endpoints.push(await world.endpoint(partnerId, `fan-${n}`));
  const tell = async (seconds: number) => {
    await sink.forget();
    const told = await openLoop(EVENTS_PER_SECOND, seconds, () => source.tell(partnerId));
    for (const { path } of endpoints) await sink.has(path, told.length);
    return told;
  };
  await tell(Math.ceil(sizes.seconds / 3)); // warm
  const runs: number[][] = [];
  for (let run = 1; run <= sizes.runs; run += 1) {
    const told = await tell(sizes.seconds);
    await written();
    runs.push(await world.lags(told, endpoints));
    log(`fan-out lag, run ${run}: ${lagText(runs.at(-1) ?? [])}`);
  }
  await world.remove(endpoints);
  const figure = (share: number, atMost: number): Figure => {
    const values = runs.map((lags) => percentile(lags, share));
    return {
      measurement: `outbox commit -> first attempt, ${EVENTS_PER_SECOND} events/s x ${FAN_OUT} endpoints, p${share * 100}`,
      value: median(values),
      unit: 'ms',
      runs: values,
      target: { of: 'value', atMost },
    };
  };
  return [figure(0.5, 60), figure(0.99, 400)];
}

/** How late an endpoint hears of things while `meanwhile` goes on; events end with it. */
async function lagsDuring(
  bench: Bench,
  endpoint: BenchEndpoint,
  meanwhile: () => Promise<void>,
): Promise<number[]> {
  const { source, world, sink } = bench;
  await sink.forget();
  const told: Told[] = [];
  let over = false;
  const telling = (async () => {
    while (!over) {
      told.push(...(await openLoop(QUIET_PER_SECOND, 0.5, () => source.tell(endpoint.partnerId))));
    }
  })();
  await meanwhile().finally(() => (over = true));
  await telling;
  await sink.has(endpoint.path, told.length);
  await written();
  return world.lags(told, [endpoint]);
}

async function backlog(bench: Bench, steady: number): Promise<Figure[]> {
  const { world, sink, sizes, pid, log } = bench;
  const [full, other] = [
    await world.endpoint(await world.partner(), 'backlog'),
    await world.endpoint(await world.partner(), 'other'),
  ];
  const alone = await lagsDuring(bench, other, () => pause(sizes.seconds * 1_000));
  const memory: number[] = [];
  const looking = setInterval(() => {
    if (pid !== undefined) void memoryOf(pid).then((mib) => memory.push(mib));
  }, 500);
  let rate = Number.NaN;
  const beside = await lagsDuring(bench, other, async () => {
    await world.wait(full, sizes.backlog);
    const { firstAt, lastAt } = await sink.has(full.path, sizes.backlog);
    rate = (sizes.backlog - 1) / ((lastAt - firstAt) / 1000);
  }).finally(() => clearInterval(looking));
  log(`backlog: ${rate.toFixed(0)}/s; other alone ${lagText(alone)}, beside ${lagText(beside)}`);
  await world.remove([full, other]);
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  const grown = median(memory.slice(-quarter)) / median(memory.slice(0, quarter));
  return [
    {
      measurement: `${sizes.backlog} waiting for one endpoint, drained`,
      value: rate,
      unit: '/s',
      floor: { what: 'steady rate', value: steady, runs: [steady] },
      ratio: rate / steady,
      target: { of: 'ratio', atLeast: 0.8 },
    },
    {
      measurement: 'memory of webhooks meanwhile, last quarter over first',
      value: grown,
      unit: 'times',
      target: { of: 'value', atMost: 1.2 },
    },
    besideAlone('lag of another partner beside a backlog, p99', alone, beside, 1.5),
  ];
}

async function hanging(bench: Bench, steady: number): Promise<Figure[]> {
  const { world, sizes, log } = bench;
  const healthy = await world.endpoint(await world.partner(), 'healthy');
  const alone = await lagsDuring(bench, healthy, () => pause(sizes.seconds * 1_000));
  const before = await rateAt(bench, healthy, sizes.deliveries);
  const stuck: BenchEndpoint[] = [];
  const partnerId = await world.partner();
  for (let n = 0; n < HANGING; n += 1)
    stuck.push(await world.endpoint(partnerId, `stuck-${n}`, { hangs: true }));
  for (const endpoint of stuck) await world.wait(endpoint, 50);
  const beside = await lagsDuring(bench, healthy, () => pause(sizes.seconds * 1_000));
  const rate = await rateAt(bench, healthy, sizes.deliveries);
  log(
    `${HANGING} hanging: ${rate.toFixed(0)}/s, alone ${before.toFixed(0)}/s (steady ${steady.toFixed(0)}/s)`,
  );
  await world.remove([healthy, ...stuck]);
  return [
    {
      measurement: `deliveries beside ${HANGING} endpoints that hang`,
      value: rate,
      unit: '/s',
      floor: { what: 'alone', value: before, runs: [before] },
      ratio: rate / before,
      target: { of: 'ratio', atLeast: 0.95 },
    },
    besideAlone(`lag beside ${HANGING} endpoints that hang, p99`, alone, beside, 1.2),
  ];
}

function besideAlone(
  measurement: string,
  alone: readonly number[],
  beside: readonly number[],
  atMost: number,
): Figure {
  const [floor, value] = [percentile(alone, 0.99), percentile(beside, 0.99)];
  return {
    measurement,
    value,
    unit: 'ms',
    floor: { what: 'alone', value: floor, runs: [floor] },
    ratio: value / floor,
    target: { of: 'ratio', atMost },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** The log of attempts is written in batches after the answers. */
const written = () => pause(1_000);
