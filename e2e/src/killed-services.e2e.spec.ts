import { setTimeout as sleep } from 'node:timers/promises';
import { testKafkaBrokers } from '@houtai/testing';
import {
  ApiClient,
  brokenInvariants,
  Player,
  SERVICE_NAMES,
  simulatedCompany,
  takeStock,
  type Scenario,
  type ServiceName,
} from '@houtai/tools';
import { expectSound } from './journeys/verified';
import { eventually, Office } from './system/office';

const BOOKINGS = 60;
const SEED = 7;
/** Short: while a service is away nothing drains, so the bookings go on in these pauses only. */
const BETWEEN_KILLS_MS = 500;

jest.setTimeout(600_000);

describe(`a kill of each service and server in turn on ${testKafkaBrokers() ? 'Kafka' : 'the embedded bus'}`, () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.openWithOwnServers();
  });
  afterAll(() => office?.close());

  it('loses nothing, doubles nothing and leaves nothing half done of the bookings under way', async () => {
    const scenario = smallCompany();
    const [admin] = office.system.accounts;
    if (!admin) throw new Error('nobody is there to play');
    const api = new ApiClient(office.system.gatewayUrl, admin);
    const progress = { show: () => undefined, stop: () => undefined };
    const player = new Player(api, scenario, 'kill', progress, SEED, 0);
    const began = Date.now();
    try {
      let playing = true;
      const play = player.play().finally(() => (playing = false));
      const killed: string[] = [];
      const servers = office.system.infrastructure.servers.map(({ name }) => name);
      const kills = (async () => {
        for (const name of SERVICE_NAMES) {
          await sleep(BETWEEN_KILLS_MS);
          if (!playing) return;
          await killAndWait(name);
          killed.push(name);
        }
        for (const name of servers) {
          await sleep(BETWEEN_KILLS_MS);
          if (!playing) return;
          await killServerAndWait(name);
          killed.push(name);
        }
      })();
      await Promise.all([play, kills]);
      expect(killed).toEqual([...SERVICE_NAMES, ...servers]);

      const stock = await takeStock(api, player.stories, await player.drain());
      const seconds = (Date.now() - began) / 1000;
      expect(brokenInvariants({ bus: office.system.infrastructure.bus.kind, ...stock, seconds })).toEqual([]);
      await expectSound(office);
      expect(stock.reservations.submitted).toBe(BOOKINGS);
      expect(stock.agreements.closed).toBeGreaterThan(0);
    } finally {
      await api.close();
    }
  });

  async function killServerAndWait(name: string): Promise<void> {
    const server = office.system.infrastructure.servers.find((one) => one.name === name);
    const pid = server?.pid ?? NaN;
    process.kill(pid, 'SIGKILL');
    await eventually(
      async () => server?.pid,
      (now) => now !== pid,
      60_000,
    );
  }

  async function killAndWait(name: ServiceName): Promise<void> {
    const service = office.service(name);
    const pid = service.pid();
    if (pid === undefined) throw new Error(`${name} does not run`);
    const before = service.restarts();
    process.kill(pid, 'SIGKILL');
    await eventually(
      async () => service.restarts() > before && (await isReady(service.url)),
      (ready) => ready,
      60_000,
    );
  }
});

/** The simulated company with fewer vehicles and the shortest violation hold: less to wait for. */
function smallCompany(): Scenario {
  const { company, ...scenario } = simulatedCompany(BOOKINGS, SEED);
  const branches = company.branches.map((branch) => ({ ...branch, violationHoldDays: 7 }));
  const vehicles = company.vehicles.filter((_, n) => n % 3 === 0);
  return { ...scenario, company: { ...company, branches, vehicles } };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
