import { createServer, connect } from 'node:net';

/** A port of the loopback interface that is free now; `preferred` when that one is. */
export async function freePort(preferred = 0): Promise<number> {
  try {
    return await listenOnce(preferred);
  } catch (error) {
    if (preferred === 0) throw error;
    return listenOnce(0);
  }
}

/** `count` different ports, all free now: they are held together until the last one is found. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  try {
    return await Promise.all(servers.map((server) => listen(server, 0)));
  } finally {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  const found = await listen(server, port);
  await new Promise((resolve) => server.close(resolve));
  return found;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port was given'));
      else resolve(address.port);
    });
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
