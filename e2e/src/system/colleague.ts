import type { Instant } from '@houtai/domain-kit';
import type { ExchangeRecorder } from '@houtai/testing';

export interface Ask {
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  /** Business time of the request. */
  readonly time?: Instant;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Body of a refusal (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly traceId: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly message: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
}

interface SignIn {
  readonly username: string;
  readonly password: string;
}

const LIMIT_MS = 60_000;
/** Access tokens live 15 minutes. */
const TOKEN_MS = 12 * 60_000;

/** Somebody at a desk: signs in when needed and asks the gateway. */
export class Colleague {
  private token: Promise<string> | undefined;
  private signedInAt = 0;

  constructor(
    private readonly url: string,
    private readonly account: SignIn | undefined,
    private readonly recorder?: ExchangeRecorder,
  ) {}

  get<T>(path: string, ask: Ask = {}): Promise<T> {
    return this.done<T>('GET', path, ask);
  }

  post<T = Record<string, unknown>>(path: string, ask: Ask = {}): Promise<T> {
    return this.done<T>('POST', path, ask);
  }

  put<T = Record<string, unknown>>(path: string, ask: Ask = {}): Promise<T> {
    return this.done<T>('PUT', path, ask);
  }

  /** What is refused; fails when it is done after all. */
  async refused(method: string, path: string, ask: Ask = {}): Promise<Answer<Problem>> {
    const answer = await this.ask<Problem>(method, path, ask);
    if (answer.status < 400)
      throw new Error(`${method} ${path} was not refused: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** Whatever the answer is. */
  async ask<T>(method: string, path: string, { body, time, headers }: Ask = {}): Promise<Answer<T>> {
    const token = this.account && (await this.accessToken(this.account));
    return this.send<T>(method, path, body, {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(time === undefined ? {} : { 'x-houtai-time': time }),
      ...headers,
    });
  }

  /** A stream that goes on until one side ends it. @param url of another gateway */
  async listen(
    path: string,
    { url = this.url, lastEventId, signal }: { url?: string; lastEventId?: string; signal: AbortSignal },
  ): Promise<Response> {
    const token = this.account && (await this.accessToken(this.account));
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    return fetch(url + path, { headers, signal });
  }

  private async done<T>(method: string, path: string, ask: Ask): Promise<T> {
    const { status, body } = await this.ask<T>(method, path, ask);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  private async send<T>(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer<T>> {
    const requestHeaders = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const response = await fetch(this.url + path, {
      method,
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      headers: requestHeaders,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    const answer = {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as T,
    };
    this.recorder?.keep({ method, path, requestHeaders, requestBody: body, ...answer });
    return answer;
  }

  private accessToken({ username, password }: SignIn): Promise<string> {
    if (this.token && Date.now() - this.signedInAt < TOKEN_MS) return this.token;
    this.signedInAt = Date.now();
    this.token = this.send<{ accessToken: string }>(
      'POST',
      '/api/v1/auth/sign-in',
      { username, password },
      {},
    ).then(({ status, body }) => {
      if (status !== 200) throw new Error(`${username} cannot sign in: ${JSON.stringify(body)}`);
      return body.accessToken;
    });
    return this.token;
  }
}
