import { ROLE_PERMISSIONS } from '@houtai/service-host';
import type { RunningSystem } from './running-system';

const NAME = 'printed by npm start';
const LIMIT_MS = 30_000;

interface Key {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/**
 * A key of the demo partner that may do all that keys may, made as its administrator makes one. The one of the start
 * before is revoked, where the data was kept. Undefined where there is no demo partner.
 */
export async function demoKey({ accounts, gatewayUrl }: RunningSystem): Promise<string | undefined> {
  const admin = accounts.find(({ roles }) => roles.includes('partner-admin'));
  if (!admin) return undefined;
  const { username, password } = admin;
  const ask = asker(gatewayUrl);
  const { accessToken } = await ask<{ accessToken: string }>('auth/sign-in', { username, password });
  const { items } = await ask<{ items: Key[] }>('api-keys?limit=200', undefined, accessToken);
  for (const { id } of items.filter(({ name, status }) => name === NAME && status === 'active'))
    await ask(`api-keys/${id}/revoke`, {}, accessToken);
  const wish = { name: NAME, scopes: ROLE_PERMISSIONS['partner-key'] };
  return (await ask<{ key: string }>('api-keys', wish, accessToken)).key;
}

/** Sends what has a body as POST. */
function asker(gatewayUrl: string) {
  return async <Body>(path: string, body?: object, token?: string): Promise<Body> => {
    const response = await fetch(`${gatewayUrl}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      body: body && JSON.stringify(body),
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  };
}
