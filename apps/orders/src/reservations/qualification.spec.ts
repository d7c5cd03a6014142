import { failedRules, QUALIFICATION_RULES, type Qualification } from './qualification';

const good: Qualification = {
  verified: true,
  birthDate: '1990-03-07',
  licence: { class: 'C1', issuedOn: '2015-05-01', validTo: '2030-05-01' },
  blacklisted: false,
  hasUnpaidBalance: false,
  owesFees: false,
  hasOverdueRental: false,
  vehicleClass: { classCode: 'compact', minimumAge: 18, licenceHeldMonths: 6, automaticOnly: true },
  pickUpDay: '2027-03-01',
  returnDay: '2027-03-03',
};
const licence = (changes: Partial<Qualification['licence']>) => ({
  licence: { ...good.licence, ...changes },
});
const vehicleClass = (changes: Partial<Qualification['vehicleClass']>) => ({
  vehicleClass: { ...good.vehicleClass, ...changes },
});

describe('qualification of a customer for a class', () => {
  it.each<[string, Partial<Qualification>, string[]]>([
    ['a verified adult with a good licence may drive', {}, []],
    ['identity not verified', { verified: false }, ['identity-verified']],
    ['18 on the day of pick-up', { birthDate: '2009-03-01' }, []],
    ['18 the day after', { birthDate: '2009-03-02' }, ['minimum-age']],
    [
      '24 for a premium class',
      { birthDate: '2002-03-02', ...vehicleClass({ minimumAge: 25 }) },
      ['minimum-age'],
    ],
    ['licence of six months to the day', licence({ issuedOn: '2026-09-01' }), []],
    ['licence a day younger', licence({ issuedOn: '2026-09-02' }), ['licence-held-long-enough']],
    [
      '31 August to 28 February is six months',
      { ...licence({ issuedOn: '2026-08-31' }), pickUpDay: '2027-02-28' },
      [],
    ],
    ['C2 for an automatic class', licence({ class: 'C2' }), []],
    [
      'C2 for a manual class',
      { ...licence({ class: 'C2' }), ...vehicleClass({ automaticOnly: false }) },
      ['licence-class'],
    ],
    ['B2 includes C1', { ...licence({ class: 'B2' }), ...vehicleClass({ automaticOnly: false }) }, []],
    ['licence valid on the day of return', licence({ validTo: '2027-03-03' }), []],
    ['licence ends a day before', licence({ validTo: '2027-03-02' }), ['licence-valid-through-return']],
    ['blacklisted', { blacklisted: true }, ['not-blacklisted']],
    ['something unpaid', { hasUnpaidBalance: true }, ['no-unpaid-balance']],
    ['a fee for a no-show unpaid', { owesFees: true }, ['no-unpaid-fees']],
    ['out with a vehicle that should be back', { hasOverdueRental: true }, ['no-overdue-rental']],
    ['one less open than may be', { openReservations: { count: 2, most: 3 } }, []],
    ['as many open as may be', { openReservations: { count: 3, most: 3 } }, ['open-reservations']],
  ])('%s', (_what, changes, rules) => {
    expect(failedRules({ ...good, ...changes }).map(({ rule }) => rule)).toEqual(rules);
  });

  it('names every broken rule with a sentence', () => {
    const failed = failedRules({
      ...good,
      verified: false,
      birthDate: '2015-01-01',
      licence: { class: 'C2', issuedOn: '2027-02-01', validTo: '2027-03-01' },
      blacklisted: true,
      hasUnpaidBalance: true,
      owesFees: true,
      hasOverdueRental: true,
      openReservations: { count: 1, most: 1 },
      ...vehicleClass({ automaticOnly: false }),
    });
    expect(failed.map(({ rule }) => rule)).toEqual([...QUALIFICATION_RULES]);
    for (const { message } of failed) expect(message.length).toBeGreaterThan(10);
  });
});
