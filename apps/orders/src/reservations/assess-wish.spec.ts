import { sampleProfile } from '../../test/samples/sample-customer';
import { sampleRatePlan } from '../../test/samples/sample-rate-plan';
import { assessWish, type WishFacts } from './assess-wish';

const here = '01900000-0000-7000-8000-000000000004';
const branch = {
  branchId: here,
  timeZone: 'Asia/Shanghai',
  opensAt: '08:00',
  closesAt: '21:00',
  violationHoldDays: 15,
};
const facts: Required<Omit<WishFacts, 'number'>> = {
  driver: {
    profile: sampleProfile,
    verified: true,
    blacklisted: false,
    hasUnpaidBalance: false,
    owesFees: false,
    hasOverdueRental: false,
    openReservations: 2,
  },
  classes: [
    { classCode: 'compact', minimumAge: 18, licenceHeldMonths: 6, automaticOnly: true },
    { classCode: 'premium', minimumAge: 99, licenceHeldMonths: 6, automaticOnly: true },
    { classCode: 'suv', minimumAge: 25, licenceHeldMonths: 24, automaticOnly: false },
  ],
  pickUpBranch: branch,
  returnBranch: branch,
  plan: sampleRatePlan,
};
const wish = {
  classCode: 'compact',
  pickUp: { branchId: here, at: '2027-03-01T02:00:00.000Z' },
  return: { branchId: here, at: '2027-03-03T02:00:00.000Z' },
};
const about = {
  now: '2027-02-01T00:00:00.000Z',
  limits: { maxRentalDays: 90, bookingHorizonDays: 365, nightService: false },
  driverAsked: true,
};

describe('assessing a wish', () => {
  it('prices it for a customer who may drive it', () => {
    expect(assessWish(wish, facts, about)).toMatchObject({
      possible: true,
      terms: { ...wish, price: { totalFen: 2 * 24_000 + 2 * 4_800 + 2_000 } },
      failedRules: [],
    });
  });

  it('says which classes the driver may drive, for what dispatch may offer instead', () => {
    expect(assessWish(wish, facts, about)).toMatchObject({ terms: { allowedClasses: ['compact', 'suv'] } });
  });

  it('counts open reservations where there is a limit', () => {
    const rules = (mostOpen?: number) => {
      const assessed = assessWish(wish, facts, { ...about, mostOpen });
      return assessed.possible && assessed.failedRules.map(({ rule }) => rule);
    };
    expect([rules(), rules(3), rules(2)]).toEqual([[], [], ['open-reservations']]);
  });

  it('prices it for nobody in particular: a quote', () => {
    const quoted = assessWish(wish, { ...facts, driver: undefined }, { ...about, driverAsked: false });
    expect(quoted).toMatchObject({ possible: true, failedRules: [] });
  });

  it('names the rules that the customer breaks, beside the price', () => {
    const driver = { ...facts.driver, verified: false, blacklisted: true };
    expect(assessWish(wish, { ...facts, driver }, about)).toMatchObject({
      possible: true,
      failedRules: [{ rule: 'identity-verified' }, { rule: 'not-blacklisted' }],
    });
  });

  it('names all that is unknown at once', () => {
    const assessed = assessWish(wish, { classes: [] }, about);
    expect(assessed.possible || assessed.faults.map(({ field }) => field)).toEqual([
      'customerId',
      'classCode',
      'pickUp.branchId',
      'return.branchId',
    ]);
  });

  it('needs a price that holds on the day of pick-up', () => {
    expect(() => assessWish(wish, { ...facts, plan: undefined }, about)).toThrow(
      expect.objectContaining({
        code: 'rate-plan-missing',
        details: { classCode: 'compact', day: '2027-03-01' },
      }),
    );
  });
});
