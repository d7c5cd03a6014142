import { partnerRegisteredV1 } from '@houtai/event-catalogue';
import { assertRoom, assertSells } from './contract';

const contract = {
  ...partnerRegisteredV1.sample.contract,
  branchIds: ['here', 'there'],
  classCodes: ['compact'],
};
const wish = { classCode: 'compact', pickUp: { branchId: 'here' }, return: { branchId: 'there' } };

describe('the contract of a partner', () => {
  it.each([
    ['what it names', contract, wish],
    [
      'anything when it names nothing',
      { ...contract, branchIds: undefined, classCodes: undefined },
      { ...wish, classCode: 'suv' },
    ],
  ])('sells %s', (_, terms, wished) => expect(() => assertSells(terms, wished)).not.toThrow());

  it.each([
    ['another class', { ...wish, classCode: 'suv' }, 'class-not-in-contract'],
    ['a pick-up elsewhere', { ...wish, pickUp: { branchId: 'elsewhere' } }, 'branch-not-in-contract'],
    ['a return elsewhere', { ...wish, return: { branchId: 'elsewhere' } }, 'branch-not-in-contract'],
  ])('does not sell %s', (_, wished, code) =>
    expect(() => assertSells(contract, wished)).toThrow(expect.objectContaining({ code }) as Error),
  );

  it('sells nothing when its lists are empty', () => {
    expect(() => assertSells({ ...contract, classCodes: [] }, wish)).toThrow();
    expect(() => assertSells({ ...contract, branchIds: [] }, wish)).toThrow();
  });

  it('has room up to so many open reservations', () => {
    expect(() => assertRoom({ ...contract, mostOpenReservations: 2 }, 1)).not.toThrow();
    expect(() => assertRoom({ ...contract, mostOpenReservations: 2 }, 2)).toThrow(
      expect.objectContaining({ code: 'partner-reservations-full' }) as Error,
    );
  });
});
