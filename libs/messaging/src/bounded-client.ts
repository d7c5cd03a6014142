import { Socket } from 'node:net';
import { Client, ClientConfig } from 'pg';
import { serverAnswers } from './server-answers';

/** Longest the polite end of a session may take. */
const FAREWELL_MS = 1_000;
/** How long a statement may run before we ask whether the server is still there. */
const DOUBT_MS = 4_000;

/**
 * A connection that waits for no server that has vanished, and is not used again once nobody knows what state it is in.
 *
 * A statement may take its time while the server takes new sessions; when it does not, the wire is cut and all that
 * waits on it fails at once. The same when a query has no answer within `query_timeout`: pg alone reports that and
 * leaves the connection as it is, so that the next statement waits behind the unanswered one and a pool lends it out again.
 */
export class BoundedClient extends Client {
  private readonly socket: Socket;
  private readonly target: ClientConfig;

  constructor(config: ClientConfig = {}) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.socket = socket;
    this.target = config;
    // Whoever waits for an answer hears of it; without a listener a lost connection would end the process.
    this.on('error', () => undefined);
  }

  /** Cuts the connection without a word to the server. */
  abandon(): void {
    this.socket.destroy();
    // The end of the socket is reported a moment later; until then a pool would lend the connection out again.
    this.emit('error', new Error('Connection terminated: the server does not answer'));
  }

  /** What is sent before the work in hand comes to rest goes out in one write. */
  gather(): void {
    this.socket.cork();
    process.nextTick(() => this.socket.uncork());
  }

  /**
   * Ends the session, politely while the server listens; never throws. The promise of `end()` alone may stay open for
   * ever: when a server refuses the client's certificate after the handshake, as TLS 1.3 does, pg can miss it.
   */
  async leave(): Promise<void> {
    let patience: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (patience = setTimeout(resolve, FAREWELL_MS)));
    await Promise.race([this.end().catch(() => undefined), late]);
    clearTimeout(patience);
    this.socket.destroy();
  }

  /** Abandons the connection when the server is found to be gone; returns how to stop looking. */
  watch(): () => void {
    let timer: NodeJS.Timeout;
    let over = false;
    const look = async () => {
      const answers = await serverAnswers(this.target);
      if (over) return;
      if (answers) timer = setTimeout(() => void look(), DOUBT_MS);
      else this.abandon();
    };
    timer = setTimeout(() => void look(), DOUBT_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }
}

function query(this: BoundedClient, ...args: unknown[]): unknown {
  const stop = this.watch();
  const callback = args.at(-1);
  if (typeof callback === 'function') {
    args[args.length - 1] = (...answer: unknown[]): unknown => {
      stop();
      if (spoilsConnection(answer[0])) this.abandon();
      return Reflect.apply(callback, undefined, answer);
    };
    return Reflect.apply(Client.prototype.query, this, args);
  }
  const result = Reflect.apply(Client.prototype.query, this, args) as unknown;
  if (result instanceof Promise) {
    result.then(stop, (error: unknown) => {
      stop();
      if (spoilsConnection(error)) this.abandon();
    });
  } else stop();
  return result;
}
BoundedClient.prototype.query = query as Client['query'];

/** No answer, a prepared statement that can never run again, or a server that has become a stand-by. */
export function spoilsConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return error.message === 'Query read timeout' || code === '0A000' || code === '25006';
}
