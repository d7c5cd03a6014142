import { maskMiddle, maskName, masked } from './masking';
import { sampleProfile } from '../../test/samples/sample-customer';

describe('masking of personal data', () => {
  it.each([
    ['张伟', '张*'],
    ['欧阳娜娜', '欧***'],
    ['Li', 'L*'],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it('keeps the ends of numbers', () => {
    expect(maskMiddle('13812341234', 3, 4)).toBe('138****1234');
    expect(maskMiddle('310101199001011234', 4, 4)).toBe('3101**********1234');
    expect(maskMiddle('12345', 4, 4)).toBe('****5');
  });

  it('leaves nothing personal in the open', () => {
    const shown = JSON.stringify(masked(sampleProfile));
    for (const secret of [
      sampleProfile.name,
      sampleProfile.phone,
      sampleProfile.idDocument.number,
      sampleProfile.birthDate,
      sampleProfile.licence.number,
      'zhang.wei@example.com',
    ]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('keeps what is not personal', () => {
    expect(masked(sampleProfile).licence).toMatchObject({ class: 'C1', validTo: '2030-05-01' });
  });
});
