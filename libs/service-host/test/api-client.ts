import { fakeToken } from '@houtai/testing';
import { recorderOf } from './recorded';

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

/** Sends one request, which is recorded; as a dispatcher unless told otherwise, without a token for `roles: null`. */
export async function send<Body = Record<string, unknown>>(
  url: string,
  method: string,
  path: string,
  { body, raw, roles = ['dispatcher'], sub, partner, headers = {} }: Call = {},
): Promise<Answer<Body>> {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const sent: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
  if (roles !== null) sent['authorization'] = `Bearer ${await fakeToken({ roles, sub, partner })}`;
  const requestHeaders = { ...sent, ...headers };
  const response = await fetch(url + path, { method, body: text, headers: requestHeaders });
  const told = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && told !== '';
  const answer = {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(told) : told) as Body,
  };
  const { pathname, search } = new URL(url + path);
  recorderOf(url)?.keep({ method, path: pathname + search, requestHeaders, requestBody: text, ...answer });
  return answer;
}
