import type { Colleague } from './colleague';

/** A frame of the stream of live updates. */
export interface LiveHint {
  readonly id: string;
  readonly event: string;
  readonly data: { type: string; subject: string; version: number; branchId?: string };
}

const LIMIT_MS = 60_000;

/** A front end that listens to live updates as a browser does: it remembers the last place and comes back to it. */
export class ListeningDesk {
  readonly heard: LiveHint[] = [];
  private place: string | undefined;
  private connection: AbortController | undefined;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly colleague: Colleague,
    private readonly query: string,
  ) {}

  /** Listens from the last place on, at the gateway of its colleague unless told another. */
  async connect(url?: string): Promise<void> {
    const connection = new AbortController();
    this.connection = connection;
    const answer = await this.colleague.listen(`/api/v1/live?${this.query}`, {
      url,
      lastEventId: this.place,
      signal: connection.signal,
    });
    if (answer.status !== 200 || !answer.body) throw new Error(`live updates answered ${answer.status}`);
    this.reading = this.read(answer.body).catch(() => undefined);
  }

  async cut(): Promise<void> {
    this.connection?.abort();
    await this.reading;
  }

  /** Resolves when the stream has ended from the other side. */
  async left(): Promise<void> {
    await this.reading;
  }

  /** Waits until what is wanted was heard. */
  async until(wanted: (heard: readonly LiveHint[]) => boolean): Promise<void> {
    const end = Date.now() + LIMIT_MS;
    while (!wanted(this.heard)) {
      if (Date.now() > end) throw new Error(`not heard in ${LIMIT_MS} ms: ${JSON.stringify(this.heard)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true });
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) this.take(frame);
    }
  }

  private take(frame: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
    const [id, event, data] = [field('id'), field('event'), field('data')];
    if (id !== undefined) this.place = id;
    if (id === undefined || event === undefined || data === undefined) return;
    this.heard.push({ id, event, data: JSON.parse(data) as LiveHint['data'] });
  }
}
