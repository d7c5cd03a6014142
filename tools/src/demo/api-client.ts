import { setTimeout as sleep } from 'node:timers/promises';
import { Instant } from '@houtai/domain-kit';
import { Agent, request } from 'undici';
import { problemSentence } from './failure';

/** An answer other than 2xx that repeating will not mend. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: unknown,
    call: string,
  ) {
    super(`${call} answered ${status} ${code}: ${problemSentence(problem)}`);
  }
}

export interface Call {
  /** Business time carried with the request. */
  time?: Instant;
  body?: unknown;
  /** Makes a POST harmless when it is sent again. */
  idempotencyKey?: string;
}

interface Account {
  username: string;
  password: string;
}

/** Somebody who signs in, or a system with an API key. */
export type Caller = Account | { key: string };

const PASSING = new Set([429, 502, 503, 504]);
/** 409 while the first request with the same key is still being answered. */
const UNDER_WAY = 'request-under-way';
/** A killed service is back within seconds; past this something is really wrong. */
const GIVE_UP_AFTER_MS = 90_000;

/**
 * The demo's way to the gateway: keeps connections, bounds concurrency, signs in again when the token ages, and repeats
 * what failed on the way. Repeating is safe because every POST carries an idempotency key.
 */
export class ApiClient {
  private readonly agent: Agent;
  private token = '';
  private tokenUntil = 0;
  private signingIn: Promise<void> | undefined;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Requests that had to be sent again. */
  repeated = 0;

  constructor(
    private readonly baseUrl: string,
    private readonly caller: Caller,
    private readonly concurrency = 24,
  ) {
    this.agent = new Agent({ connections: concurrency, keepAliveTimeout: 10_000 });
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path, {});
  }

  post<T>(path: string, call: Call = {}): Promise<T> {
    return this.send<T>('POST', path, call);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async send<T>(method: 'GET' | 'POST', path: string, call: Call): Promise<T> {
    await this.enter();
    try {
      return await this.repeatedly<T>(method, path, call);
    } finally {
      this.leave();
    }
  }

  private async repeatedly<T>(method: 'GET' | 'POST', path: string, call: Call): Promise<T> {
    const until = Date.now() + GIVE_UP_AFTER_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once<T>(method, path, call);
      } catch (error) {
        const passing =
          !(error instanceof ApiError) ||
          PASSING.has(error.status) ||
          error.code === UNDER_WAY ||
          (error.status === 401 && attempt < 3);
        if (!passing || Date.now() > until) throw error;
        if (error instanceof ApiError && error.status === 401) this.tokenUntil = 0;
        this.repeated += 1;
        await sleep(Math.min(2_000, 50 * 2 ** attempt) * (0.5 + Math.random()));
      }
    }
  }

  private async once<T>(
    method: 'GET' | 'POST',
    path: string,
    { time, body, idempotencyKey }: Call,
  ): Promise<T> {
    await this.ensureToken();
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}` };
    if (time) headers['x-houtai-time'] = time;
    if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
    if (body !== undefined) headers['content-type'] = 'application/json';
    return this.raw<T>(method, path, headers, body);
  }

  private async raw<T>(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<T> {
    const answer = await request(`${this.baseUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      dispatcher: this.agent,
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
    });
    const text = await answer.body.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    if (answer.statusCode < 300) return parsed as T;
    const code = (parsed as { code?: string } | undefined)?.code ?? 'unknown';
    throw new ApiError(answer.statusCode, code, parsed, `${method} ${path}`);
  }

  private async ensureToken(): Promise<void> {
    if ('key' in this.caller) {
      this.token = this.caller.key;
      return;
    }
    if (Date.now() < this.tokenUntil) return;
    this.signingIn ??= this.signIn(this.caller).finally(() => (this.signingIn = undefined));
    await this.signingIn;
  }

  private async signIn({ username, password }: Account): Promise<void> {
    const session = await this.raw<{ accessToken: string; expiresIn: number }>(
      'POST',
      '/api/v1/auth/sign-in',
      { 'content-type': 'application/json' },
      { username, password },
    );
    this.token = session.accessToken;
    this.tokenUntil = Date.now() + (session.expiresIn - 60) * 1000;
  }

  private async enter(): Promise<void> {
    if (this.running >= this.concurrency) await new Promise<void>((go) => this.waiting.push(go));
    this.running += 1;
  }

  private leave(): void {
    this.running -= 1;
    this.waiting.shift()?.();
  }
}
