import { Agency } from '../demo/agency';
import { ApiClient } from '../demo/api-client';
import type { Scenario } from '../demo/booking';
import { Player } from '../demo/player';
import { simulatedCompany } from '../demo/simulated-company';
import { brokenInvariants, takeStock } from '../demo/summary';
import type { RunningSystem } from '../launcher/running-system';
import { findingLines } from '../verify/finding';
import { targetOfSystem } from '../verify/system-target';
import { isSound } from '../verify/target';
import { verify } from '../verify/verify';
import { killInTurn } from './kill-in-turn';

export interface KilledPlay {
  readonly bookings: number;
  /** Services and servers of the system by name, in the order in which they die. */
  readonly victims: readonly string[];
}

const SEED = 7;
/** Fewer say nothing about a system that was hurt while it worked. */
const FEWEST_EVENTS = 100;

/**
 * Plays bookings of a simulated company from wish to close while one process after the other is killed, and judges what
 * has become of them: nothing may be lost, doubled or left half done.
 * @param system new, in simulated mode
 * @returns what is wrong, one sentence each
 */
export async function playWhileKilled(
  system: RunningSystem,
  { bookings, victims }: KilledPlay,
): Promise<string[]> {
  const [admin] = system.accounts;
  if (!admin) throw new Error('nobody is there to play');
  const api = new ApiClient(system.gatewayUrl, admin);
  const progress = { show: () => undefined, stop: () => undefined };
  const agency = await Agency.open(api, system.gatewayUrl, 'kill-1');
  const player = new Player(api, agency.api, smallCompany(bookings), 'kill', progress, SEED, 0);
  const began = Date.now();
  try {
    let playing = true;
    const play = player.play().finally(() => (playing = false));
    const [killed] = await Promise.all([killInTurn(system, victims, () => playing), play]);
    const stock = await takeStock(api, player.stories, await player.drain());
    const webhooks = await agency.figures();
    const seconds = (Date.now() - began) / 1000;
    const { submitted } = stock.reservations;
    return [
      ...victims
        .filter((name) => !killed.includes(name))
        .map((name) => `${name} was not killed amid the play`),
      ...brokenInvariants({ bus: system.infrastructure.bus.kind, ...stock, webhooks, seconds }),
      ...(submitted === bookings ? [] : [`${submitted} of ${bookings} bookings were submitted`]),
      ...(stock.agreements.closed > 0 ? [] : ['no agreement was closed']),
      ...(await unsound(system, api)),
    ];
  } finally {
    await Promise.all([agency.close(), api.close()]);
  }
}

async function unsound(system: RunningSystem, api: ApiClient): Promise<string[]> {
  const verdict = await verify(targetOfSystem(api, system.places));
  const { produced, delivered } = verdict.read;
  return [
    ...(isSound(verdict) ? [] : findingLines(verdict.findings)),
    ...(produced > FEWEST_EVENTS ? [] : [`only ${produced} events were committed`]),
    ...(delivered >= produced ? [] : [`of ${produced} events ${delivered} are on the bus`]),
  ];
}

/** The simulated company with fewer vehicles and the shortest violation hold: less to wait for. */
function smallCompany(limit: number): Scenario {
  const { company, ...scenario } = simulatedCompany(limit, SEED);
  const branches = company.branches.map((branch) => ({ ...branch, violationHoldDays: 7 }));
  const vehicles = company.vehicles.filter((_, n) => n % 3 === 0);
  return { ...scenario, company: { ...company, branches, vehicles } };
}
