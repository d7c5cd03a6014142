import { request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { fakeToken, type FakeTokenOptions } from '@houtai/testing';

/** A frame of a stream; one that carries no data only moves the place to come back to. */
export interface Heard {
  id?: string;
  event?: string;
  data?: Record<string, unknown>;
}

export interface Listening extends Partial<FakeTokenOptions> {
  topics?: string;
  /** More of the query, `branchId=…`. */
  query?: string;
  lastEventId?: string;
  /** In place of one that is made. */
  token?: string;
  /** Sends no token. */
  anonymous?: boolean;
}

/** A reader of live updates on a socket of its own, as bare as can be: nothing between the test and the wire. */
export class LiveReader {
  readonly heard: Heard[] = [];
  /** Place to come back to. */
  place: string | undefined;
  comments = 0;
  retry: number | undefined;
  over = false;
  private text = '';
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly outgoing: ClientRequest,
    private readonly incoming: IncomingMessage,
  ) {
    incoming.setEncoding('utf8');
    incoming.on('data', (piece: string) => this.take(piece));
    incoming.on('error', () => undefined);
    incoming.on('close', () => {
      this.over = true;
      this.tellWaiting();
    });
  }

  /** Resolves with the head of the answer. */
  static async open(url: string, listening: Listening = {}): Promise<LiveReader> {
    const {
      topics = 'reservations',
      query,
      lastEventId,
      token,
      anonymous,
      roles = ['admin'],
      ...rest
    } = listening;
    const search = [`topics=${topics}`, query].filter(Boolean).join('&');
    const bearer = anonymous ? undefined : (token ?? (await fakeToken({ roles, ...rest })));
    const outgoing = request(`${url}/api/v1/live?${search}`, {
      agent: false,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
    });
    return new Promise((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => resolve(new LiveReader(outgoing, incoming)));
      outgoing.end();
    });
  }

  get status(): number {
    return this.incoming.statusCode ?? 0;
  }

  get headers(): IncomingHttpHeaders {
    return this.incoming.headers;
  }

  /** Events with data, of a topic when given. */
  events(name?: string): Heard[] {
    return this.heard.filter(
      ({ data, event }) => data !== undefined && (name === undefined || event === name),
    );
  }

  subjects(): unknown[] {
    return this.events().map(({ data }) => data?.['subject']);
  }

  /** Body of an answer that is no stream. */
  async problem(): Promise<Record<string, unknown>> {
    await this.until(() => this.over);
    return JSON.parse(this.text) as Record<string, unknown>;
  }

  async until(holds: () => boolean, limitMs = 8_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (!holds()) {
      const left = end - Date.now();
      if (left <= 0) throw new Error(`waited ${limitMs} ms; heard ${JSON.stringify(this.heard.slice(-5))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 50));
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Leaves without a word. */
  cut(): void {
    this.outgoing.destroy();
  }

  /** Takes in no more. */
  pause(): void {
    this.incoming.pause();
  }

  goOn(): void {
    this.incoming.resume();
  }

  private take(piece: string): void {
    this.text += piece;
    if (this.status === 200) {
      for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
        this.frame(this.text.slice(0, end));
        this.text = this.text.slice(end + 2);
      }
    }
    this.tellWaiting();
  }

  private frame(text: string): void {
    const heard: Heard = {};
    for (const line of text.split('\n')) {
      const [, name, value = ''] = /^(\w*): ?(.*)$/.exec(line) ?? [];
      if (name === '') this.comments += 1;
      if (name === 'retry') this.retry = Number(value);
      if (name === 'id') this.place = heard.id = value;
      if (name === 'event') heard.event = value;
      if (name === 'data') heard.data = JSON.parse(value) as Record<string, unknown>;
    }
    if (heard.data !== undefined || heard.id !== undefined) this.heard.push(heard);
  }

  private tellWaiting(): void {
    for (const go of this.waiting) go();
    this.waiting.clear();
  }
}
