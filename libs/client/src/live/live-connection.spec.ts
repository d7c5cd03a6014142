import { LiveConnection } from './live-connection.js';

describe('a connection of a live stream', () => {
  /** What comes on it; silent when there is no more, until it is cut. */
  function bodyOf(connection: LiveConnection, ...chunks: string[]): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (stream) => {
        for (const chunk of chunks) stream.enqueue(new TextEncoder().encode(chunk));
        connection.signal.addEventListener('abort', () => stream.error(new Error('cut')));
      },
    });
  }

  async function read(connection: LiveConnection, body: ReadableStream<Uint8Array> | null): Promise<string> {
    let text = '';
    for await (const chunk of connection.chunksOf(body)) text += new TextDecoder().decode(chunk);
    return text;
  }

  it('is cut when nothing was heard for too long', async () => {
    const connection = new LiveConnection(new AbortController().signal, 20);
    await expect(read(connection, bodyOf(connection, 'a', 'b'))).rejects.toThrow('cut');
  });

  it('is cut when it is not opened in that time', async () => {
    const connection = new LiveConnection(new AbortController().signal, 20);
    const opening = new Promise((_, reject) => {
      connection.signal.addEventListener('abort', () => reject(new Error('cut')));
    });
    await expect(connection.heard(opening)).rejects.toThrow('cut');
  });

  it('is cut by the caller, and by its own end', async () => {
    const caller = new AbortController();
    const connections = [new LiveConnection(caller.signal), new LiveConnection(new AbortController().signal)];
    const reads = connections.map((connection) => read(connection, bodyOf(connection)));
    caller.abort();
    connections[1]?.end();
    for (const one of reads) await expect(one).rejects.toThrow('cut');
  });

  it('may have nothing to say', async () => {
    expect(await read(new LiveConnection(new AbortController().signal), null)).toBe('');
  });
});
