import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort, splitAddress } from './network';

/** A TCP proxy on loopback whose path to the target can be made slow, cut or silent. */
export interface TcpProxy {
  /** `host:port` to connect to. */
  readonly address: string;
  /** Holds every byte back for so long, in both directions; 0 ends it. */
  delay(ms: number): void;
  /** Destroys all open connections; new ones are accepted. */
  cut(): void;
  /** Whether new connections are refused (closed at once) and the open ones destroyed. */
  refuse(on: boolean): void;
  /**
   * Accepts connections and takes bytes, but passes nothing on, as a network that has vanished. A connection that
   * lost bytes stays silent afterwards: nobody tells its ends that it is dead.
   */
  blackhole(on: boolean): void;
  close(): Promise<void>;
}

/** Starts a proxy to `target` (`host:port`). */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const proxy = new Proxy(target);
  await proxy.listen(await freePort());
  return proxy;
}

class Proxy implements TcpProxy {
  private readonly pairs = new Set<Pair>();
  private readonly server: Server;
  private delayMs = 0;
  private refusing = false;
  private silent = false;
  private port = 0;

  constructor(private readonly target: string) {
    this.server = createServer((client) => this.accept(client));
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  listen(port: number): Promise<void> {
    this.port = port;
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve());
    });
  }

  delay(ms: number): void {
    this.delayMs = ms;
  }

  cut(): void {
    for (const pair of this.pairs) pair.destroy();
  }

  refuse(on: boolean): void {
    this.refusing = on;
    if (on) this.cut();
  }

  blackhole(on: boolean): void {
    this.silent = on;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(client: Socket): void {
    if (this.refusing) {
      client.destroy();
      return;
    }
    const { host, port } = splitAddress(this.target);
    const pair = new Pair(client, connect({ host, port }), {
      delayMs: () => this.delayMs,
      silent: () => this.silent,
      ended: () => this.pairs.delete(pair),
    });
    this.pairs.add(pair);
  }
}

interface Weather {
  delayMs(): number;
  silent(): boolean;
  ended(): void;
}

/** One connection through the proxy. */
class Pair {
  private lostBytes = false;

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly weather: Weather,
  ) {
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      // an end that has vanished cannot even say goodbye
      socket.once('close', () => this.lostBytes || this.weather.silent() || this.destroy());
    }
    this.pass(client, upstream);
    this.pass(upstream, client);
  }

  destroy(): void {
    this.client.destroy();
    this.upstream.destroy();
    this.weather.ended();
  }

  private pass(from: Socket, to: Socket): void {
    // bytes held back must keep their order, also when the delay shrinks meanwhile
    let notBefore = 0;
    from.on('data', (chunk: Buffer) => {
      this.lostBytes ||= this.weather.silent();
      if (this.lostBytes) return;
      const now = Date.now();
      notBefore = Math.max(notBefore, now + this.weather.delayMs());
      if (notBefore <= now) to.write(chunk);
      else setTimeout(() => to.destroyed || to.write(chunk), notBefore - now);
    });
  }
}
