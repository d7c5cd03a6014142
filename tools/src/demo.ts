import { writeFile } from 'node:fs/promises';
import { Agency } from './demo/agency';
import { ApiClient } from './demo/api-client';
import { hotelBookings } from './demo/hotel-bookings';
import { failureText } from './demo/failure';
import { DemoOptions, USAGE, readOptions } from './demo/options';
import { Scenario } from './demo/booking';
import { busiestDay } from './demo/busiest-day';
import { Player } from './demo/player';
import { DailyReportView, printDailyReport, printSummary } from './demo/print-summary';
import { progressOf } from './demo/progress';
import { simulatedCompany } from './demo/simulated-company';
import { Findings, Summary, brokenInvariants, takeStock } from './demo/summary';
import { shiftScenario } from './demo/shift-scenario';
import { SystemUnderDemo, findOrLaunch } from './demo/system';
import { findingLines } from './verify/finding';
import { targetOfSystem } from './verify/system-target';
import { isSound } from './verify/target';
import { verify } from './verify/verify';
import { runMain } from './run-main';

/** Plays bookings through the gateway from wish to closed books; exits non-zero when an invariant fails. */
async function main(): Promise<number> {
  let options: DemoOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { bookingsFile, limit, seed } = options;
  const scenario = bookingsFile
    ? await hotelBookings(bookingsFile, limit, seed)
    : simulatedCompany(limit, seed);
  console.log(
    `Playing ${scenario.bookings.length} bookings: ${scenario.name}, ${scenario.company.vehicles.length} vehicles`,
  );
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error('stopped by a signal'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const system = await findOrLaunch(options.keep, interruption.signal);
  try {
    // Ctrl-C stops what was started; the play itself has nothing to clean up.
    const end = system.lost ? AbortSignal.any([interruption.signal, system.lost]) : interruption.signal;
    end.throwIfAborted();
    const interrupted = new Promise<never>((_, reject) => {
      end.addEventListener('abort', () => reject(end.reason as Error));
    });
    return await Promise.race([playOn(system, scenario, options), interrupted]);
  } finally {
    await system.stop();
  }
}

async function playOn(system: SystemUnderDemo, wished: Scenario, options: DemoOptions): Promise<number> {
  const startedAt = Date.now();
  const api = new ApiClient(system.gatewayUrl, system.admin);
  const { now } = await api.get<{ now: string | null }>('/api/v1/simulation/clock');
  const { scenario, weeks } = shiftScenario(wished, now ?? wished.company.foundedAt);
  if (weeks > 0) console.log(`The system was played on before: this play begins ${weeks} weeks later`);
  const run = `demo-${startedAt}`;
  const agency = await Agency.open(api, system.gatewayUrl, run);
  try {
    return await playWith(agency, api, system, { scenario, weeks, run, startedAt }, options);
  } finally {
    await agency.close();
    await api.close();
  }
}

interface Play {
  scenario: Scenario;
  weeks: number;
  run: string;
  startedAt: number;
}

async function playWith(
  agency: Agency,
  api: ApiClient,
  system: SystemUnderDemo,
  { scenario, weeks, run, startedAt }: Play,
  options: DemoOptions,
): Promise<number> {
  const progress = progressOf(scenario.bookings.length);
  const player = new Player(api, agency.api, scenario, run, progress, options.seed, weeks);
  try {
    await player.play();
  } finally {
    progress.stop();
  }
  const stock = await takeStock(api, player.stories, await player.drain());
  const webhooks = await agency.figures();
  const seconds = (Date.now() - startedAt) / 1000;
  const findings: Findings = { bus: system.bus, ...stock, webhooks, seconds };
  printSummary(findings, scenario.name);
  const day = busiestDay(scenario);
  printDailyReport(await api.get<DailyReportView>(`/api/v1/reports/daily-vehicle-operations?day=${day}`));
  const repeated = api.repeated + agency.api.repeated;
  if (repeated > 0) console.log(`\n${repeated} requests were repeated because a service did not answer`);
  const { eventsDue: _due, unfinished: _unfinished, ...summary } = findings;
  if (options.jsonFile)
    await writeFile(options.jsonFile, `${JSON.stringify(summary satisfies Summary, null, 2)}\n`);
  const verdict = await verify(targetOfSystem(api, system.places));
  console.log(`\n${findingLines(verdict.findings).join('\n')}`);
  const broken = brokenInvariants(findings);
  if (!isSound(verdict)) broken.push('the independent checker found faults (npm run verify), see above');
  for (const sentence of broken) console.error(`INVARIANT BROKEN: ${sentence}`);
  if (broken.length === 0) console.log('\nAll invariants hold.');
  return broken.length === 0 ? 0 : 1;
}

runMain(main, failureText);
