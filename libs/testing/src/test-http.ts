import type { Instant } from '@houtai/domain-kit';
import type { ExchangeRecorder } from './contract/exchange-recorder';
import type { FakeTokenOptions } from './fake-token';

export interface TestRequest {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string;
  /** Of the caller; null sends no token. Default: admin. */
  readonly roles?: readonly string[] | null;
  /** Subject of the token. */
  readonly sub?: string;
  /** The partner that a role of partners belongs to. */
  readonly partner?: string;
  /** Narrows what the roles grant. */
  readonly scope?: string;
  /** Business time, under simulation. */
  readonly time?: Instant;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: Body;
}

export type TestHttp = <Body = Record<string, unknown>>(
  method: string,
  path: string,
  request?: TestRequest,
) => Promise<TestAnswer<Body>>;

/**
 * Sends requests to one service with tokens that `sign` makes.
 *
 * @param recorder is given every exchange
 */
export function httpClient(
  url: string,
  sign: (options: FakeTokenOptions) => Promise<string>,
  recorder?: ExchangeRecorder,
): TestHttp {
  return async <Body>(method: string, path: string, request: TestRequest = {}) => {
    const { body, raw, roles = ['admin'], sub, partner, scope, time, headers } = request;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const requestHeaders = {
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...(roles === null ? {} : { authorization: `Bearer ${await sign({ roles, sub, partner, scope })}` }),
      ...(time === undefined ? {} : { 'x-houtai-time': time }),
      ...headers,
    };
    const response = await fetch(url + path, { method, body: sent, headers: requestHeaders });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    const answer = {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
    // As it was sent: dots in a path are resolved before.
    const asked = new URL(url + path);
    const taken = asked.pathname + asked.search;
    recorder?.keep({ method, path: taken, requestHeaders, requestBody: sent, ...answer });
    return answer;
  };
}
