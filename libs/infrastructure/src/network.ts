import { createServer, connect } from 'node:net';

/**
 * Ports are chosen here and not by the kernel: those that the kernel gives are also given to outgoing connections,
 * so a server that is started again on its port could find it taken.
 */
const FIRST_PORT = 18_000;
const LAST_PORT = 32_000;

/** A port of the loopback interface that is free now; `preferred` when that one is. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  const [port = 0] = await freePorts(1);
  return port;
}

/** `count` different ports that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count && tries < 1_000; tries += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new Error(`no free port between ${FIRST_PORT} and ${LAST_PORT}`);
  return [...found];
}

/** Whether a server could listen on `port` of the loopback interface now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Kafka's ApiVersions request, version 0: every broker answers it before anything else. */
const API_VERSIONS_REQUEST = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0, 0]);

/** Resolves when a Kafka broker answers at `address` (host:port); rejects with the reason when it does not in time. */
export function probeKafka(address: string, timeoutMs = 2_000): Promise<void> {
  const { host, port } = splitAddress(address);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const give = (error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(
      () => give(new Error(`${address} did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    socket.once('connect', () => socket.write(API_VERSIONS_REQUEST));
    socket.once('data', (answer: Buffer) =>
      give(
        answer.length >= 8 && answer.readInt32BE(4) === 7
          ? undefined
          : new Error(`${address} answers, but not as a Kafka broker`),
      ),
    );
    socket.once('error', give);
    socket.once('close', () => give(new Error(`${address} closed the connection`)));
  });
}

/** `host:port`, `[v6]:port`; throws when the port is missing. */
export function splitAddress(address: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(address.trim());
  if (!match) throw new Error(`"${address}" is not host:port`);
  return { host: match[1] ?? match[2] ?? '', port: Number(match[3]) };
}
