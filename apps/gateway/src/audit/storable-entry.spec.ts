import type { AuditEntry } from './audit.dto';
import { storable } from './storable-entry';

const ENTRY: AuditEntry = {
  at: '2027-01-01T00:00:00.000Z',
  actorId: 'emp-7',
  actorName: '王 😀',
  method: 'POST',
  route: '/api/v1/reservations',
  target: '/api/v1/reservations',
  service: 'orders',
  status: 200,
  correlationId: 'c-1',
  partnerId: null,
  keyId: null,
  scopes: null,
  clientAddress: '127.0.0.1',
};

describe('an entry of the audit trail', () => {
  it('is stored as it is, as a rule', () => {
    expect(storable(ENTRY)).toEqual(ENTRY);
    expect(storable({ ...ENTRY, actorId: null, actorName: null })).toMatchObject({ actorId: null });
  });

  it('shows a mark where a character cannot be stored', () => {
    expect(storable({ ...ENTRY, actorName: 'Wang\u0000 \ud800' }).actorName).toBe('Wang\ufffd \ufffd');
  });

  it.each(['x', '王', '😀'])(
    'is cut where it is too long for an index, between characters: %s',
    (character) => {
      const { target } = storable({ ...ENTRY, target: character.repeat(3000) });
      expect(Buffer.byteLength(target)).toBeLessThanOrEqual(2000);
      expect(Buffer.byteLength(target)).toBeGreaterThan(1990);
      expect([...target].slice(0, -1).every((kept) => kept === character)).toBe(true);
      expect(target.endsWith('…')).toBe(true);
    },
  );
});
