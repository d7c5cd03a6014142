import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A request that a receiver got, with the body as it came. */
export interface Received {
  readonly id: string;
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: { type: string; subject: string; version: number; data: Record<string, unknown> };
  readonly path: string;
  /** What it was answered with; undefined as long as it is not. */
  readonly status: number | undefined;
}

type Behaviour = (request: IncomingMessage, response: ServerResponse, received: Received) => void;

export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Behaviour =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

/** A partner's system on a real socket: keeps what it got, and answers as it is told to. */
export class Receiver {
  readonly received: Received[] = [];
  behaviour: Behaviour = answering(204);
  private readonly sockets = new Set<Socket>();
  private server: ReturnType<typeof createServer>;
  port = 0;

  private constructor(
    readonly host: string,
    private readonly tls?: { key: string; cert: string },
  ) {
    this.server = this.newServer();
  }

  /** @param port the one it takes; any free one when absent */
  static async start(
    host = '127.0.0.1',
    { tls, port = 0 }: { tls?: { key: string; cert: string }; port?: number } = {},
  ): Promise<Receiver> {
    const receiver = new Receiver(host, tls);
    receiver.port = port;
    await receiver.listen();
    return receiver;
  }

  url(name = this.host, path = '/hooks'): string {
    return `${this.tls ? 'https' : 'http'}://${name}:${this.port}${path}`;
  }

  /** Nobody listens at its port. */
  async down(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async up(): Promise<void> {
    this.server = this.newServer();
    await this.listen();
  }

  /** Ids in the order in which they came, tests left out. */
  ids(): string[] {
    return this.events().map(({ id }) => id);
  }

  events(): Received[] {
    return this.received.filter(({ body }) => body.type !== 'webhook-endpoint.test');
  }

  /** Waits until so many events came. */
  async has(count: number, limitMs = 15_000): Promise<Received[]> {
    for (const end = Date.now() + limitMs; this.events().length < count;) {
      if (Date.now() > end) throw new Error(`${this.events().length} of ${count} events came`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.events();
  }

  /** Well again, whatever it was told to do before. */
  async heal(): Promise<void> {
    this.behaviour = answering(204, { connection: 'close' });
    if (!this.server.listening) await this.up();
  }

  /** Throws unless each was signed with the secret, as the library of Standard Webhooks has it. */
  verify(secret: string): void {
    for (const { text, headers } of this.received) new Webhook(secret).verify(text, headers);
  }

  private newServer() {
    const take = (request: IncomingMessage, response: ServerResponse) => this.take(request, response);
    const server = this.tls ? createTlsServer(this.tls, take) : createServer(take);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    });
    return server as ReturnType<typeof createServer>;
  }

  private async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, this.host, resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const id = headers['webhook-id'] ?? '';
      const body = JSON.parse(text) as Received['body'];
      const received: Received = {
        ...{ id, at: Date.now(), headers, text, body, path: request.url ?? '' },
        // an answer that goes on for ever has been given all the same
        get status() {
          return response.headersSent ? response.statusCode : undefined;
        },
      };
      this.received.push(received);
      this.behaviour(request, response, received);
    });
  }
}
