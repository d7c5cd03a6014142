import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

export interface UpstreamRequest {
  method: Dispatcher.HttpMethod;
  /** Path with query. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | Readable | null;
}

/** The client closed its connection before the answer was complete. */
export class ClientLeftError extends Error {}

/** The service broke off in the middle of its answer; the client's connection was cut for it to notice. */
export class AnswerCutError extends Error {}

/**
 * Sends the request and writes the answer onto the client's response as it arrives, with back-pressure.
 * @param begin called when the answer begins; returns the headers to send with it
 * Rejects with {@link ClientLeftError}, {@link AnswerCutError}, or the HTTP client's error while nothing was written.
 */
export function exchange(
  upstream: Dispatcher,
  request: UpstreamRequest,
  response: ServerResponse,
  begin: (headers: IncomingHttpHeaders) => OutgoingHttpHeaders,
): Promise<void> {
  return new Promise((resolve, reject) => {
    upstream.dispatch(request, new Exchange(response, begin, resolve, reject));
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private begun = false;
  private readonly onClose = () => {
    if (!this.response.writableFinished) this.leave();
  };

  constructor(
    private readonly response: ServerResponse,
    private readonly begin: (headers: IncomingHttpHeaders) => OutgoingHttpHeaders,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {
    response.once('close', this.onClose);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.response.destroyed) this.leave();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.begun = true;
    this.response.writeHead(status, this.begin(headers));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.response.write(chunk)) return;
    controller.pause();
    this.response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.response.off('close', this.onClose);
    this.response.end();
    this.resolve();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.response.off('close', this.onClose);
    if (error instanceof ClientLeftError || !this.begun) return this.reject(error);
    this.response.destroy();
    this.reject(new AnswerCutError('The service broke off in the middle of its answer', { cause: error }));
  }

  private leave(): void {
    this.controller?.abort(new ClientLeftError('The client left'));
  }
}
