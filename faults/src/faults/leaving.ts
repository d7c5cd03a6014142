import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leaveRequests, type LeavingRequests, type LeavingStage } from '@houtai/infrastructure';
import { launchSystem, type RunningService, type RunningSystem } from '@houtai/tools';
import type { LoneFault } from '../fault';

const CLIENTS = 10_000;
const WARM_UP = 500;
const AT_A_TIME = 20;
const WATCHED = ['gateway', 'orders'] as const;
const STAGES: readonly LeavingStage[] = [
  'in the head',
  'after the head',
  'amid an upload',
  'while it is worked on',
  'amid an answer',
  'amid a stream',
];
/** By which a heap may be larger afterwards: caches that are not full. */
const MORE_MB = 12;
/** Pools open up to their sizes and close again when they idle; one left in a hundred would be more. */
const MORE_FILES = 80;

interface Held {
  readonly heapMb: number;
  readonly files: number;
  readonly sockets: number;
}
type HeldByAll = Readonly<Record<(typeof WATCHED)[number], Held>>;

/** Clients that go away in the middle of what they asked for. */
export const leavingFaults: readonly LoneFault[] = [
  {
    name: 'requests-left',
    title: `${CLIENTS.toLocaleString('en')} clients leaving their request, at each stage of it`,
    how: `connections ended or reset ${STAGES.join(', ')}, ${AT_A_TIME} at a time; open files, sockets and heaps of gateway and orders are compared`,
    onlyNamed: true,
    limitMs: 1_800_000,
    alone: async (log) => {
      const system = await launchSystem({
        mode: 'live',
        infrastructure: 'local',
        durable: false,
        env: {
          NODE_OPTIONS: `--max-old-space-size=512 --require ${join(__dirname, '..', 'collect-garbage.js')}`,
          HOUTAI_PASSWORD_COST: '14',
          HOUTAI_RATE_LIMIT_PER_MINUTE: '10000000',
          HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10000000',
          HOUTAI_LIVE_STREAMS_PER_ACCOUNT: String(AT_A_TIME * 4),
        },
        log,
      });
      try {
        return await leaveAtEachStage(system, log);
      } finally {
        await system.stop();
      }
    },
  },
];

/** @returns what a process holds afterwards that it did not before, in words */
async function leaveAtEachStage(system: RunningSystem, log: (line: string) => void): Promise<string[]> {
  const url = system.gatewayUrl;
  const faults: string[] = [];
  const token = await tokenOf(system);
  const requests = requestsWith(token);
  const leave = (stage: LeavingStage, count: number) =>
    leaveRequests(stage, requests[stage], { url, count, atATime: AT_A_TIME });
  for (const stage of STAGES) await leave(stage, WARM_UP);
  for (const stage of STAGES) {
    const before = await heldBy(system);
    // An access token is good for a quarter of an hour; a stage takes less.
    Object.assign(requests, requestsWith(await tokenOf(system)));
    await leave(stage, CLIENTS);
    const after = await heldBy(system);
    for (const name of WATCHED) {
      const [b, a] = [before[name], after[name]];
      log(
        `${stage}, ${name}: heap ${b.heapMb} -> ${a.heapMb} MB, open files ${b.files} -> ${a.files}, sockets ${b.sockets} -> ${a.sockets}`,
      );
      if (a.heapMb > b.heapMb + MORE_MB)
        faults.push(`${stage}: the heap of ${name} has grown from ${b.heapMb} to ${a.heapMb} MB`);
      if (a.files > b.files + MORE_FILES)
        faults.push(`${stage}: ${name} has ${a.files} open files, ${b.files} before`);
    }
    const { status } = await fetch(`${url}/api/v1/branches`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (status !== 200) faults.push(`${stage}: the next one is answered ${status}`);
  }
  return faults;
}

function requestsWith(token: string): LeavingRequests {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const quote = 'POST /api/v1/quotes';
  const large = `{"note":"${'x'.repeat(150_000)}"}`;
  return {
    'in the head': { line: quote, headers, body: '{}' },
    'after the head': { line: quote, headers, body: '{}' },
    'amid an upload': { line: quote, headers, body: large },
    'while it is worked on': { line: 'GET /api/v1/reservations?limit=200', headers },
    'amid an answer': { line: 'GET /api/v1/rate-plans?limit=200', headers },
    'amid a stream': { line: 'GET /api/v1/live?topics=reservations', headers },
  };
}

async function tokenOf({ gatewayUrl, accounts }: RunningSystem): Promise<string> {
  const admin = accounts.find(({ roles }) => roles.includes('admin'));
  const answer = await fetch(`${gatewayUrl}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: admin?.username, password: admin?.password }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** When all is at rest and everything is collected that can be: the least of several looks. */
async function heldBy(system: RunningSystem): Promise<HeldByAll> {
  await sleep(3_000);
  const entries = WATCHED.map(async (name) => {
    const service = system.services.find((one) => one.name === name) as RunningService;
    return [name, await heldByOne(service)] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as unknown as HeldByAll;
}

async function heldByOne(service: RunningService): Promise<Held> {
  const pid = service.pid() ?? 0;
  const looks: Held[] = [];
  for (let n = 0; n < 4; n += 1) {
    process.kill(pid, 'SIGUSR2');
    await sleep(400);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    const value = (pattern: RegExp) => Number(pattern.exec(metrics)?.[1] ?? NaN);
    looks.push({
      heapMb: Math.round(value(/^nodejs_heap_size_used_bytes (\S+)/m) / 104_857.6) / 10,
      sockets: value(/^nodejs_active_resources\{type="TCPSocketWrap"\} (\S+)/m),
      files: readdirSync(`/proc/${pid}/fd`).length,
    });
  }
  const least = (key: keyof Held) => Math.min(...looks.map((look) => look[key]));
  return { heapMb: least('heapMb'), files: least('files'), sockets: least('sockets') };
}
