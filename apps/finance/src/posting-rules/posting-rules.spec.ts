import fc from 'fast-check';
import type { ChargeLine } from '@houtai/event-catalogue';
import { splitVat } from '@houtai/domain-kit';
import { isBalanced, type LineDraft } from './entry-draft';
import type { PostingRule } from './posting-rule';
import { depositCaptured } from './deposit-captured';
import { paymentReceived } from './payment-received';
import { rentalDayAccrued } from './rental-day-accrued';
import { rentalAccrualsWithdrawn } from './rental-accruals-withdrawn';
import { rentalSettled } from './rental-settled';
import { cancellationFeeCharged, noShowFeeCharged } from './withdrawal-fee-charged';

const about = { orderId: 'order', partyId: 'customer', branchId: 'branch', vehicleId: 'vehicle' };
const elsewhere = { ...about, branchId: 'other-branch' };
const none = { grossFen: 0, netFen: 0, taxFen: 0, vatRateBp: 1300 };

const charge = (code: ChargeLine['code'], amountFen: number, vatRateBp = 1300): ChargeLine => ({
  code,
  description: '',
  quantity: 1,
  unitFen: amountFen,
  amountFen,
  vatRateBp,
});
const accruedOf = (grossFen: number, vatRateBp = 1300) => ({
  grossFen,
  vatRateBp,
  ...splitVat(grossFen, vatRateBp),
});
const brief = (lines: readonly LineDraft[]) =>
  lines.map(({ side, account, amountFen, cashItem }) => `${side}${account} ${amountFen}${cashItem ?? ''}`);

/** Given facts, when the rule is applied, then these lines. */
function scenario<Facts>(what: string, rule: PostingRule<Facts>, facts: Facts, then: string[]) {
  return { what, lines: () => rule.lines(facts), then };
}

describe('posting rules', () => {
  it.each([
    scenario('a rental day', rentalDayAccrued, { ...accruedOf(11300), about }, [
      'D1122 11300',
      'C6041 10000',
      'C2221.06 1300',
    ]),
    scenario('a rental day too cheap for tax', rentalDayAccrued, { ...accruedOf(3), about }, [
      'D1122 3',
      'C6041 3',
    ]),
    scenario('a free rental day', rentalDayAccrued, { ...none, about }, []),
    scenario(
      'a settlement',
      rentalSettled,
      { charges: [charge('rental-day', 11300), charge('late', 1130), charge('one-way', 106, 600)], about },
      ['D1122 12536', 'C6041 11000', 'C2221.01.01 1430', 'C6041 100', 'C2221.01.01 6'],
    ),
    scenario(
      'what was accrued, in red',
      rentalAccrualsWithdrawn,
      { accrued: [accruedOf(11300), accruedOf(11300), accruedOf(106, 600)], about },
      ['D1122 -22706', 'C6041 -20000', 'C2221.06 -2600', 'C6041 -100', 'C2221.06 -6'],
    ),
    scenario('nothing that was accrued', rentalAccrualsWithdrawn, { accrued: [], about }, []),
    scenario(
      'a settlement of nothing',
      rentalSettled,
      { charges: [charge('fuel-difference', 0)], about },
      [],
    ),
    scenario('a capture', depositCaptured, { amountFen: 26800, about }, ['D1012 26800O1', 'C1122 26800']),
    scenario('a capture of nothing', depositCaptured, { amountFen: 0, about }, []),
    scenario('a payment by card', paymentReceived, { amountFen: 5, method: 'card' as const, about }, [
      'D1012 5O1',
      'C1122 5',
    ]),
    scenario('a payment by WeChat', paymentReceived, { amountFen: 5, method: 'wechat-pay' as const, about }, [
      'D1012 5O1',
      'C1122 5',
    ]),
    scenario('a bank transfer', paymentReceived, { amountFen: 5, method: 'bank-transfer' as const, about }, [
      'D1002 5O1',
      'C1122 5',
    ]),
    scenario('a payment in cash', paymentReceived, { amountFen: 5, method: 'cash' as const, about }, [
      'D1001 5O1',
      'C1122 5',
    ]),
    scenario('a cancellation fee', cancellationFeeCharged, { feeFen: 3960, about }, [
      'D1122 3960',
      'C6301 3960',
    ]),
    scenario('a no-show fee', noShowFeeCharged, { feeFen: 13860, about }, ['D1122 13860', 'C6301 13860']),
  ])('posts $what', ({ lines, then }) => {
    expect(brief(lines())).toEqual(then);
    expect(isBalanced(lines())).toBe(true);
    expect(lines().every((line) => line.orderId === 'order' && line.partyId === 'customer')).toBe(true);
  });

  const codes = [
    'rental-day',
    'basic-service',
    'preparation',
    'one-way',
    'late',
    'unauthorised-overdue',
    'fuel-service',
    'fuel-difference',
  ] as const;
  const charges = fc.array(
    fc.record({
      code: fc.constantFrom(...codes),
      amountFen: fc.integer({ min: 0, max: 1e9 }),
      vatRateBp: fc.constantFrom(0, 300, 600, 900, 1300),
    }),
    { maxLength: 12 },
  );
  const accruals = fc.array(
    fc.record({ gross: fc.integer({ min: 1, max: 1e8 }), rate: fc.constantFrom(0, 300, 600, 900, 1300) }),
    { maxLength: 8 },
  );

  it('balances, and ends at the charges and at no undue VAT, whatever was accrued (properties 1, 7, 8)', () => {
    fc.assert(
      fc.property(charges, accruals, fc.boolean(), (wanted, days, moved) => {
        const final = wanted.map(({ code, amountFen, vatRateBp }) => charge(code, amountFen, vatRateBp));
        const accrued = days.map(({ gross, rate }) => accruedOf(gross, rate));
        const accruedAbout = moved ? elsewhere : about;
        const before = accrued.flatMap((day) => rentalDayAccrued.lines({ ...day, about: accruedAbout }));
        const withdrawn = rentalAccrualsWithdrawn.lines({ accrued, about: accruedAbout });
        const settled = [...withdrawn, ...rentalSettled.lines({ charges: final, about })];
        expect(withdrawn.every(({ amountFen }) => amountFen < 0)).toBe(true);
        expect(isBalanced(before) && isBalanced(settled)).toBe(true);
        const total = final.reduce((sum, { amountFen }) => sum + amountFen, 0);
        const all = [...before, ...settled];
        expect(balance(all, '1122')).toBe(total);
        expect(balance(all, '2221.06')).toBe(0);
        expect(total + balance(all, '6041') + balance(all, '2221.01.01')).toBe(0);
        if (moved)
          expect(all.filter(({ branchId }) => branchId === 'other-branch').reduce(debitLess, 0)).toBe(0);
      }),
    );
  });
});

function debitLess(sum: number, { side, amountFen }: LineDraft): number {
  return side === 'D' ? sum + amountFen : sum - amountFen;
}

function balance(lines: readonly LineDraft[], account: string): number {
  return lines.filter((line) => line.account === account).reduce(debitLess, 0);
}
