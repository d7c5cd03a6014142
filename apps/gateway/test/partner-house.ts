import { fakeToken, type TestAnswer } from '@houtai/testing';
import { DEMO_PASSWORD, type GatewayUnderTest } from './gateway-under-test';

export interface PartnerBody {
  id: string;
  code: string;
  status: string;
  version: number;
}

export interface KeyBody {
  id: string;
  key: string;
  status: string;
  scopes: string[];
  expiresAt: string;
  successorId?: string;
  lastUsedAt: string | null;
  code?: string;
  errors?: { field: string; rule: string }[];
  details?: Record<string, unknown>;
}

interface Problem {
  code?: string;
  [field: string]: unknown;
}

export const CONTRACT = { priceGroup: 'agency', mostOpenReservations: 50, identityCheck: 'at-pick-up' };
const ALL_SCOPES = ['branches:read', 'vehicle-classes:read', 'reservations:quote'];

let serial = 0;

/** One partner with its people and keys, on a gateway under test. */
export class PartnerHouse {
  private constructor(
    readonly gateway: GatewayUnderTest,
    readonly partner: PartnerBody,
  ) {}

  static async open(gateway: GatewayUnderTest): Promise<PartnerHouse> {
    serial += 1;
    const body = { code: `partner-${serial}`, name: `Partner ${serial}`, contract: CONTRACT, contacts: [] };
    const { status, body: partner } = await gateway.http<PartnerBody>('POST', '/api/v1/partners', { body });
    if (status !== 201) throw new Error(`no partner: ${JSON.stringify(partner)}`);
    return new PartnerHouse(gateway, partner);
  }

  /** As staff. */
  step(step: 'suspend' | 'resume' | 'end'): Promise<TestAnswer<PartnerBody>> {
    return this.gateway.http('POST', `/api/v1/partners/${this.partner.id}/${step}`);
  }

  /** As staff, unless a token is given. */
  async key(wish: Record<string, unknown> = {}, token?: string): Promise<KeyBody> {
    const body = { partnerId: this.partner.id, name: 'engine', scopes: ALL_SCOPES, ...wish };
    const made = await this.gateway.http<KeyBody>('POST', '/api/v1/api-keys', { body, ...bearer(token) });
    if (made.status !== 201) throw new Error(`no key: ${JSON.stringify(made.body)}`);
    return made.body;
  }

  /** Somebody who can sign in. */
  async user(
    local: string,
    role = 'partner-admin',
  ): Promise<{ id: string; username: string; version: number }> {
    const body = { username: local, name: local, roles: [role], password: DEMO_PASSWORD };
    const path = `/api/v1/partners/${this.partner.id}/users`;
    const made = await this.gateway.http<{ id: string; username: string; version: number }>('POST', path, {
      body,
    });
    if (made.status !== 201) throw new Error(`no user: ${JSON.stringify(made.body)}`);
    return made.body;
  }

  /** A token as the gateway signs them, of somebody without an account here. */
  token(role = 'partner-admin'): Promise<string> {
    return fakeToken({ roles: [role], partner: this.partner.id, sub: `somebody-of-${this.partner.code}` });
  }
}

/** Who sends no token of the test's, but this credential. */
export function bearer(credential: string | undefined): { roles?: null; headers?: Record<string, string> } {
  return credential === undefined ? {} : { roles: null, headers: { authorization: `Bearer ${credential}` } };
}

export async function asked(
  gateway: { http: GatewayUnderTest['http'] },
  credential: string,
  path = '/api/v1/auth/me',
): Promise<string> {
  const { status, body } = await gateway.http<Problem>('GET', path, bearer(credential));
  return status < 400 ? String(status) : `${status} ${body.code ?? ''}`;
}
