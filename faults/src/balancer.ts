import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '@houtai/infrastructure';

const LOOK_MS = 300;
const ANSWER_MS = 1_000;

interface Backend {
  readonly url: URL;
  ready: boolean;
  readonly sockets: Set<Socket>;
}

/**
 * What a cluster puts before the processes of a service: connections in turn to those whose readiness check answers.
 * One that is not ready gets no new connection and loses those it has; with none ready, connections are refused.
 */
export class Balancer {
  private turn = 0;
  private readonly server: Server;
  private readonly backends: Backend[];
  private readonly looking: NodeJS.Timeout;

  private constructor(
    urls: readonly string[],
    private readonly port: number,
  ) {
    this.backends = urls.map((url) => ({ url: new URL(url), ready: true, sockets: new Set<Socket>() }));
    this.server = createServer((client) => this.accept(client));
    this.looking = setInterval(() => this.backends.forEach((backend) => void look(backend)), LOOK_MS);
  }

  static async start(urls: readonly string[]): Promise<Balancer> {
    const balancer = new Balancer(urls, await freePort());
    await new Promise<void>((resolve, reject) => {
      balancer.server.once('error', reject);
      balancer.server.listen(balancer.port, '127.0.0.1', () => resolve());
    });
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  close(): void {
    clearInterval(this.looking);
    this.server.close();
    for (const { sockets } of this.backends) for (const socket of sockets) socket.destroy();
  }

  private accept(client: Socket): void {
    const ready = this.backends.filter((backend) => backend.ready);
    const backend = ready[this.turn++ % Math.max(1, ready.length)];
    client.on('error', () => undefined);
    if (!backend) return void client.destroy();
    const upstream = connect({ host: backend.url.hostname, port: Number(backend.url.port) });
    backend.sockets.add(client);
    upstream.on('error', () => undefined);
    upstream.once('close', () => client.destroy());
    client.once('close', () => {
      backend.sockets.delete(client);
      upstream.destroy();
    });
    client.pipe(upstream).pipe(client);
  }
}

async function look(backend: Backend): Promise<void> {
  const ready = await fetch(new URL('/health/ready', backend.url), {
    signal: AbortSignal.timeout(ANSWER_MS),
  }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
  if (backend.ready && !ready) for (const socket of backend.sockets) socket.destroy();
  backend.ready = ready;
}
