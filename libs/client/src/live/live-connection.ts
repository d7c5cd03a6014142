/** Three heartbeats: a stream that says nothing for so long is dead, whatever the socket says. */
const SILENCE_MS = 45_000;

/** One connection of a stream, which ends with the caller's signal and when nothing was heard for too long. */
export class LiveConnection {
  private readonly cut = new AbortController();
  private readonly onAbort = () => this.cut.abort();

  constructor(
    private readonly caller: AbortSignal,
    private readonly silenceMs: number = SILENCE_MS,
  ) {
    caller.addEventListener('abort', this.onAbort, { once: true });
  }

  /** For what is waited for on the connection: aborted when it ends. */
  get signal(): AbortSignal {
    return this.cut.signal;
  }

  end(): void {
    this.caller.removeEventListener('abort', this.onAbort);
    this.cut.abort();
  }

  async *chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void, void> {
    if (!body) return;
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await this.heard(reader.read());
      if (done) return;
      yield value;
    }
  }

  /** Cuts the connection when what is waited for does not come. */
  async heard<T>(waitedFor: Promise<T>): Promise<T> {
    const silence = setTimeout(() => this.cut.abort(), this.silenceMs);
    return waitedFor.finally(() => clearTimeout(silence));
  }
}
