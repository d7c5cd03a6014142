import { fakeToken } from '@houtai/testing';

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Call {
  body?: unknown;
  /** Sent as it is instead of `body`. */
  raw?: string;
  roles?: readonly string[] | null;
  sub?: string;
  partner?: string;
  headers?: Record<string, string>;
}

/** Sends one request; as a dispatcher unless told otherwise, without a token for `roles: null`. */
export async function send<Body = Record<string, unknown>>(
  url: string,
  method: string,
  path: string,
  { body, raw, roles = ['dispatcher'], sub, partner, headers = {} }: Call = {},
): Promise<Answer<Body>> {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const sent: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
  if (roles !== null) sent['authorization'] = `Bearer ${await fakeToken({ roles, sub, partner })}`;
  const response = await fetch(url + path, {
    method,
    body: text,
    headers: { ...sent, ...headers },
  });
  const answer = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(answer) : answer) as Body,
  };
}
