import { Colleague, type Problem } from '../system/colleague';
import { eventually, type Office } from '../system/office';

interface Partner {
  readonly id: string;
  readonly code: string;
}

interface Key {
  readonly id: string;
  readonly key: string;
}

interface Me {
  readonly id: string;
  readonly roles: readonly string[];
  readonly partnerId: string;
  readonly permissions: readonly string[];
}

const PASSWORD = 'a long walk by the lake';

/** From the contract to the first request of a partner's system, and to the end of both. */
export function partnerKeysJourney(office: () => Office): void {
  describe('a partner', () => {
    let partner: Partner;
    let admin: Colleague;
    let key: Key;

    /** Whoever sends this credential. */
    const holder = (credential: string) => ({
      ask: async <T>(path: string) => {
        const headers = { authorization: `Bearer ${credential}` };
        return office().as(null).ask<T>('GET', path, { headers });
      },
    });
    const refusalOf = async (credential: string, path = '/api/v1/auth/me') => {
      const { status, body } = await holder(credential).ask<Problem>(path);
      return `${status} ${body.code ?? ''}`.trim();
    };

    it('is opened by staff, with an administrator of its own', async () => {
      const manager = office().as('operations-manager');
      partner = await manager.post<Partner>('/api/v1/partners', {
        body: {
          code: 'journey-tours',
          name: '旅途 Journey Tours',
          contract: { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' },
          contacts: [{ name: '沈一', email: 'shen@journey.example' }],
        },
      });
      const { username } = await manager.post<{ username: string }>(`/api/v1/partners/${partner.id}/users`, {
        body: { username: 'shen', name: '沈一', roles: ['partner-admin'], password: PASSWORD },
      });
      expect(username).toBe('shen@journey-tours');
      admin = new Colleague(office().system.gatewayUrl, { username, password: PASSWORD }, office().recorder);
      expect(await admin.get<Me>('/api/v1/auth/me')).toMatchObject({ partnerId: partner.id });
    });

    it('makes a key itself, which calls what is open to partners and nothing else', async () => {
      key = await admin.post<Key>('/api/v1/api-keys', {
        body: { name: 'booking engine', scopes: ['vehicle-classes:read', 'branches:read'] },
      });
      const me = await holder(key.key).ask<Me>('/api/v1/auth/me');
      expect(me.body).toMatchObject({
        id: key.id,
        roles: ['partner-key'],
        partnerId: partner.id,
        permissions: ['branches:read', 'vehicle-classes:read'],
      });
      const classes = await holder(key.key).ask<{ items: unknown[] }>('/api/v1/vehicle-classes');
      expect(classes.status).toBe(200);
      expect(Array.isArray(classes.body.items)).toBe(true);
      for (const path of [
        '/api/v1/customers/search',
        '/api/v1/vehicles',
        '/api/v1/partners',
        '/api/v1/api-keys',
      ])
        expect([403, 405]).toContain((await holder(key.key).ask(path)).status);
      expect((await holder(key.key).ask<Problem>('/api/v1/vehicles')).body.code).toBe('forbidden');
    });

    it('does not see the other partner, its people and its keys', async () => {
      const other = await office().as('partner-admin').get<Me>('/api/v1/auth/me');
      expect(other.partnerId).not.toBe(partner.id);
      for (const path of [`partners/${other.partnerId}`, `partners/${other.partnerId}/users`]) {
        const { status, body } = await admin.refused('GET', `/api/v1/${path}`);
        expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' });
      }
      const refused = await office().as('partner-admin').refused('POST', `/api/v1/api-keys/${key.id}/revoke`);
      expect(refused.status).toBe(404);
      expect(await refusalOf(key.key)).toBe('200');
    });

    it('changes keys without a gap, and is refused with the old one afterwards', async () => {
      const body = { overlapHours: 24 };
      const successor = await admin.post<Key>(`/api/v1/api-keys/${key.id}/rotate`, { body });
      expect([await refusalOf(key.key), await refusalOf(successor.key)]).toEqual(['200', '200']);
      await admin.post(`/api/v1/api-keys/${key.id}/revoke`);
      expect([await refusalOf(key.key), await refusalOf(successor.key)]).toEqual(['401 key-revoked', '200']);
      key = successor;
    });

    it('may do nothing while it is suspended', async () => {
      const manager = office().as('operations-manager');
      await manager.post(`/api/v1/partners/${partner.id}/suspend`);
      for (const path of ['/api/v1/auth/me', '/api/v1/vehicle-classes'])
        expect(await refusalOf(key.key, path)).toBe('403 partner-not-active');
      expect((await admin.refused('GET', '/api/v1/api-keys')).body.code).toBe('partner-not-active');
      await manager.post(`/api/v1/partners/${partner.id}/resume`);
      expect(await refusalOf(key.key)).toBe('200');
    });

    it('finds in the trail what its own people and keys did, and staff finds all of it', async () => {
      // What was asked for is written down right after it is answered.
      const own = await eventually(
        () => admin.get<{ items: { partnerId: string; route: string }[] }>('/api/v1/audit-entries'),
        ({ items }) => items.some(({ route }) => route === '/api/v1/api-keys/{id}/rotate'),
      );
      expect(own.items.length).toBeGreaterThan(0);
      expect(new Set(own.items.map(({ partnerId }) => partnerId))).toEqual(new Set([partner.id]));
      expect(own.items.map(({ route }) => route)).toContain('/api/v1/api-keys/{id}/rotate');
      const all = await office()
        .as('admin')
        .get<{ items: { route: string }[] }>(`/api/v1/audit-entries?partnerId=${partner.id}`);
      expect(all.items.length).toBeGreaterThanOrEqual(own.items.length);
    });
  });
}
