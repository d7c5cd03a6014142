import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Told to the process of the sink; each is answered. */
export type SinkOrder = { do: 'forget' } | { do: 'tell' } | { do: 'stop' };

export interface SinkAnswer {
  readonly port?: number;
  /** By path of the request. */
  readonly arrivals?: Readonly<Record<string, Arrivals>>;
}

/** Times in ms since 1970. */
export interface Arrivals {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

const HANG = '/hang';
let arrivals: Record<string, Arrivals> = {};

/** Answers 204 at once; what goes to a path that begins with `/hang` is never answered. */
const server = createServer((request, response) => {
  const path = request.url ?? '';
  request.resume().on('end', () => {
    const now = Date.now();
    const { count = 0, firstAt = now } = arrivals[path] ?? {};
    arrivals[path] = { count: count + 1, firstAt, lastAt: now };
    if (!path.startsWith(HANG)) response.writeHead(204).end();
  });
});
server.keepAliveTimeout = 60_000;

function tell(answer: SinkAnswer): void {
  process.send?.(answer);
}

process.on('message', (order: SinkOrder) => {
  if (order.do === 'stop') return process.exit(0);
  if (order.do === 'forget') arrivals = {};
  tell({ arrivals });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C is the parent's to handle
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
