import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What is done with one request. */
export type Scene = (response: ServerResponse, received: Received) => void;

/** A server on a real socket that does one scene after the other, and the last one from then on. */
export class ScriptedServer {
  readonly received: Received[] = [];
  private server: Server | undefined;
  private scenes: Scene[] = [];

  async listen(): Promise<this> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const received = { method, path: url, headers, body };
        this.received.push(received);
        const scene = this.scenes.length > 1 ? this.scenes.shift() : this.scenes[0];
        scene?.(response, received);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    return this;
  }

  play(...scenes: Scene[]): void {
    this.received.length = 0;
    this.scenes = scenes;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

/** Answers with JSON. */
export function answers(status: number, body: unknown, headers: Record<string, string> = {}): Scene {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Answers with problem details. */
export function refuses(
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Scene {
  const body = { type: `https://houtai.dev/problems/${code}`, title: code, status, detail: `${code}.`, code };
  return answers(
    status,
    { ...body, instance: '/', traceId: 't-1', ...more },
    {
      'content-type': 'application/problem+json',
      ...headers,
    },
  );
}

/** Cuts the connection without an answer. */
export const cuts: Scene = (response) => response.destroy();
