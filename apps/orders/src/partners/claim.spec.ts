import { sampleProfile } from '../../test/samples/sample-customer';
import { claimOf, maskedClaim } from './claim';

describe('what a partner says of somebody who is known', () => {
  const { tier: _, ...said } = sampleProfile;

  it('claims nothing when it is the same, or leaves something out', () => {
    const { email: _email, ...less } = said;
    expect(claimOf(said, sampleProfile)).toBeUndefined();
    expect(claimOf(less, sampleProfile)).toBeUndefined();
  });

  it('claims what differs, and nothing else', () => {
    const licence = { ...said.licence, class: 'C2' as const };
    const claim = claimOf({ ...said, phone: '13900005678', licence }, sampleProfile);
    expect(claim).toEqual({ phone: '13900005678', licence });
    expect(maskedClaim(claim ?? {}, sampleProfile)).toEqual({
      phone: '139****5678',
      licence: { ...licence, number: '1101**********0017' },
    });
  });
});
