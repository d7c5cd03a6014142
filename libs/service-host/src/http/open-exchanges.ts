import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A request that was given to the service and is not answered to the end. */
export interface OpenExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is under way on each connection: clients may send their next request before the first is answered. */
export class OpenExchanges {
  private readonly bySocket = new WeakMap<Socket, OpenExchange[]>();

  watch(server: Server): void {
    server.prependListener('request', (request, response) => {
      const { socket } = request;
      const open = this.bySocket.get(socket) ?? [];
      const exchange = { request, response };
      open.push(exchange);
      if (open.length === 1) this.bySocket.set(socket, open);
      response.once('close', () => {
        open.splice(open.indexOf(exchange), 1);
      });
    });
  }

  /** In the order in which they came. */
  of(socket: Socket): readonly OpenExchange[] {
    return [...(this.bySocket.get(socket) ?? [])];
  }
}
