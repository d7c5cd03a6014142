import { demandFilled } from './calls/filled-path.js';
import { giveKey } from './calls/idempotency.js';
import { RETRY_RULES } from './calls/retry-rules.js';
import { Transport, problemOf } from './calls/transport.js';
import type { ClientOptions } from './client-options.js';
import { realmOfKey } from './credentials/api-key.js';
import { keyBearer, tokenBearer, type Bearer } from './credentials/bearer.js';
import { Session, type Tokens } from './credentials/session.js';
import type { LiveDoor } from './live/live-updates.js';
import type { Client } from './partner/generated/client/index.js';

const TIMEOUT_MS = 30_000;

/** What the generated operations and the live updates of one client share: where, who, and how it is sent. */
export class Connection implements LiveDoor {
  readonly bearer: Bearer;
  private readonly url: string;
  private readonly fetch: typeof fetch;
  private readonly transport: Transport;

  constructor(private readonly options: ClientOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
    this.bearer = this.bearerOf(options);
    this.transport = new Transport({
      bearer: this.bearer,
      rules: { ...RETRY_RULES, ...options.retries },
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      fetch: this.fetch,
    });
  }

  /** @param unrepeatable operations that do not look at an idempotency key */
  equip<Generated extends Client>(client: Generated, unrepeatable: ReadonlySet<string>): Generated {
    client.setConfig({
      baseUrl: this.url,
      auth: () => this.bearer.token(),
      // fetch strips the credentials, but would turn a POST into a GET.
      redirect: 'error',
      headers: this.language(),
      fetch: ((request: Request) => this.transport.send(request)) as typeof fetch,
    });
    client.interceptors.request.use((request, { url, path }) => {
      demandFilled(url, path);
      giveKey(request, url, unrepeatable);
      return request;
    });
    client.interceptors.error.use((fault, response, request) =>
      // Without an answer it is what the transport has thrown.
      (response as Response | undefined) === undefined ? fault : problemOf(fault, response, request),
    );
    return client;
  }

  async open(
    query: URLSearchParams,
    lastEventId: string | undefined,
    signal: AbortSignal,
  ): Promise<Response> {
    const headers = {
      ...{ accept: 'text/event-stream', ...this.language() },
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    const request = new Request(`${this.url}/api/v1/live?${query}`, { headers, signal });
    const listen = (token: string): Promise<Response> => {
      request.headers.set('authorization', `Bearer ${token}`);
      return this.fetch(request.clone());
    };
    const token = await this.bearer.token();
    let response = await listen(token);
    const next = response.status === 401 ? await this.bearer.renew(token) : undefined;
    if (next !== undefined) {
      await response.body?.cancel();
      response = await listen(next);
    }
    if (response.ok) return response;
    throw problemOf(await bodyOf(response), response, request);
  }

  async reauthenticate(): Promise<void> {
    await this.bearer.renew(await this.bearer.token());
  }

  private bearerOf({ credentials }: ClientOptions): Bearer {
    if ('key' in credentials) {
      realmOfKey(credentials.key);
      return keyBearer(credentials.key);
    }
    if ('token' in credentials) return tokenBearer(credentials.token);
    const { username, password } = credentials;
    return new Session({
      signIn: () => this.tokens('sign-in', { username, password }),
      refresh: (refreshToken) => this.tokens('refresh', { refreshToken }),
    });
  }

  private async tokens(door: 'sign-in' | 'refresh', body: object): Promise<Tokens> {
    const request = new Request(`${this.url}/api/v1/auth/${door}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.language() },
      body: JSON.stringify(body),
    });
    const response = await this.transport.send(request);
    if (!response.ok) throw problemOf(await bodyOf(response), response, request);
    return (await response.json()) as Tokens;
  }

  private language(): Record<string, string> {
    return this.options.language ? { 'accept-language': this.options.language } : {};
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
