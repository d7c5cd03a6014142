import { neutralReasons } from './neutral-reasons';

const rulesOf = (...rules: string[]) =>
  neutralReasons(rules.map((rule) => ({ rule, message: `secret of ${rule}` }))).map(({ rule }) => rule);

describe('what a partner learns of a refusal', () => {
  it.each([
    [['not-blacklisted'], ['customer-not-accepted']],
    [['no-unpaid-fees', 'minimum-age', 'open-reservations'], ['customer-not-accepted']],
    [['capacity'], ['capacity']],
    [['answer-in-time'], ['answer-in-time']],
    [['review'], ['refused-by-company']],
    [['a-rule-of-tomorrow'], ['refused-by-company']],
    [['constructor', 'toString'], ['refused-by-company']],
    [[], []],
  ])('of %j is %j', (rules, neutral) => expect(rulesOf(...rules)).toEqual(neutral));

  it('is in words of its own', () => {
    const [reason] = neutralReasons([{ rule: 'review', message: 'Wang Li does not like him' }] as never);
    expect(reason?.message).toBe('The company refused the booking');
  });
});
