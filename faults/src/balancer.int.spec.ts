import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Balancer } from './balancer';

interface Process {
  readonly server: Server;
  readonly url: string;
  ready: boolean;
}

async function processThatSays(name: string): Promise<Process> {
  const process = { ready: true, url: '' };
  const server = createServer((request, response) => {
    if (request.url === '/health/ready') response.statusCode = process.ready ? 200 : 503;
    response.setHeader('connection', 'close').end(name);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return Object.assign(process, {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
}

describe('the balancer before the processes of a service', () => {
  let processes: Process[];
  let balancer: Balancer;
  beforeEach(async () => {
    processes = [await processThatSays('one'), await processThatSays('two')];
    balancer = await Balancer.start(processes.map(({ url }) => url));
  });
  afterEach(() => {
    balancer.close();
    for (const { server } of processes) server.close();
  });
  const answers = async (): Promise<Set<string>> => {
    const heard = new Set<string>();
    for (let n = 0; n < 6; n += 1) heard.add(await (await fetch(`${balancer.url}/`)).text());
    return heard;
  };

  /** What answers in the end: connections to a process that is just found not ready are cut. */
  const inTheEnd = async (...names: readonly string[]): Promise<Set<string>> => {
    for (const until = Date.now() + 10_000; ; await sleep(50)) {
      const heard = await answers().catch(() => new Set<string>());
      const wanted = heard.size === names.length && names.every((name) => heard.has(name));
      if (wanted || Date.now() > until) return heard;
    }
  };

  it('gives connections to both in turn, and to the ready one alone when the other is not', async () => {
    expect(await inTheEnd('one', 'two')).toEqual(new Set(['one', 'two']));
    const [first] = processes;
    if (first) first.ready = false;
    expect(await inTheEnd('two')).toEqual(new Set(['two']));
  }, 30_000);

  it('refuses when none is ready', async () => {
    for (const process of processes) process.ready = false;
    const refused = async (): Promise<boolean> =>
      answers().then(
        () => false,
        () => true,
      );
    for (const until = Date.now() + 5_000; !(await refused()) && Date.now() < until;) await sleep(50);
    expect(await refused()).toBe(true);
  });
});
