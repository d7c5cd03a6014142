import { fuelDifference } from './fuel-difference';

const terms = { pricePerPercentFen: 400, vatRateBp: 1300 };

describe('fuel difference', () => {
  it('charges what is missing, percent by percent', () => {
    expect(fuelDifference({ outPercent: 100, inPercent: 80, ...terms })).toMatchObject([
      { code: 'fuel-difference', quantity: 20, unitFen: 400, amountFen: 8_000 },
    ]);
  });

  it('charges and refunds nothing for a tank as full or fuller', () => {
    expect(fuelDifference({ outPercent: 80, inPercent: 80, ...terms })).toEqual([]);
    expect(fuelDifference({ outPercent: 80, inPercent: 100, ...terms })).toEqual([]);
  });
});
