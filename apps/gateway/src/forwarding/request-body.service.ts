import { Transform, type Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { HostError } from '@houtai/service-host';
import { ClientLeftError } from './upstream-exchange.service';

/** A body that is read whole before it is passed on: one write instead of a pipeline, and it can be sent again. */
const SMALL = 64 * 1024;

export interface RequestBody {
  /** A Buffer can be sent twice, a stream cannot. */
  content: Buffer | Readable | null;
  /** Declared length of a stream; absent for chunks. */
  length?: number;
}

/**
 * Takes the body as it comes, without looking into it. Throws (at once, or through the stream when the length was not
 * declared) {@link HostError} `payload-too-large`.
 */
export function takeBody(request: IncomingMessage, limit: number): RequestBody | Promise<RequestBody> {
  const declared = request.headers['content-length'];
  if (declared === undefined) {
    if (request.headers['transfer-encoding'] === undefined) return { content: null };
    return { content: request.pipe(new SizeLimit(request, limit)) };
  }
  const length = Number(declared);
  if (length > limit) throw tooLarge(limit);
  if (length === 0) return { content: null };
  if (length > SMALL) return { content: request, length };
  return readAll(request).then((content) => ({ content }));
}

function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(new ClientLeftError('The client left in the middle of its request')));
  });
}

class SizeLimit extends Transform {
  private seen = 0;

  constructor(
    source: IncomingMessage,
    private readonly limit: number,
  ) {
    super();
    source.on('error', () =>
      this.destroy(new ClientLeftError('The client left in the middle of its request')),
    );
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.seen += chunk.length;
    if (this.seen > this.limit) done(tooLarge(this.limit));
    else done(null, chunk);
  }
}

function tooLarge(limit: number): HostError {
  return new HostError('payload-too-large', {
    facts: { limitBytes: limit },
    headers: { Connection: 'close' },
  });
}
