import { vatRateOn } from './vat-rates';

describe('VAT rates', () => {
  it.each([
    ['2018-04-30', 1700],
    ['2018-05-01', 1600],
    ['2019-03-31', 1600],
    ['2019-04-01', 1300],
    ['2027-03-01', 1300],
  ])('a self-drive rental on %s carries %d basis points', (day, rate) => {
    expect(vatRateOn(day)).toBe(rate);
  });

  it('knows the other supplies', () => {
    expect(vatRateOn('2027-03-01', 'transport-with-driver')).toBe(900);
    expect(vatRateOn('2027-03-01', 'other-service')).toBe(600);
    expect(vatRateOn('2027-03-01', 'simplified')).toBe(300);
  });
});
