import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A partner's receiver on a real socket: it takes what is signed with its secret, each message once, and nothing else. */
export class WebhookReceiver {
  /** Ids of the messages taken. */
  readonly taken = new Set<string>();
  private secret = '';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      void receiver.takes(request).then((isTaken) => response.writeHead(isTaken ? 204 : 401).end());
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/houtai`;
  }

  /** From now on what it is sent has to be signed with this. */
  trusts(secret: string): void {
    this.secret = secret;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async takes(request: IncomingMessage): Promise<boolean> {
    try {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const headers = request.headers as Record<string, string>;
      const { id, type } = new Webhook(this.secret).verify(
        Buffer.concat(parts).toString('utf8'),
        headers,
      ) as {
        id: string;
        type: string;
      };
      if (type !== 'webhook-endpoint.test') this.taken.add(id);
      return true;
    } catch {
      return false;
    }
  }
}
