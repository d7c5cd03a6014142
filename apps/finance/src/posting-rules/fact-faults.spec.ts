import { factFaults } from './fact-faults';
import { RuleRegistry } from './rule-registry.service';

const registry = new RuleRegistry();
const id = '0196f3a0-0000-7000-8000-000000000001';
const faults = (name: string, facts: object) => {
  const rule = registry.findByHand(name);
  return (
    rule &&
    factFaults(rule, facts, 'facts')
      .map(({ field, rule: broken }) => `${field} ${broken}`)
      .sort()
  );
};

describe('facts given by hand', () => {
  it('have every fault named', () => {
    const facts = { reservationId: 'x', amountFen: 0.5, into: '1122', branchId: 7, colour: 'red' };
    expect(faults('cash-deposit-received', facts)).toEqual([
      'facts.amountFen isOfType',
      'facts.amountFen minimum',
      'facts.branchId isOfType',
      'facts.colour unknownField',
      'facts.customerId isRequired',
      'facts.into matches',
      'facts.reservationId isUuid',
    ]);
    expect(
      faults('supplier-paid', { supplierId: id, documentId: id, amountFen: 0, from: '1002', pays: 'x' }),
    ).toEqual(['facts.amountFen minimum', 'facts.pays isIn']);
  });

  it('have their place told in lists', () => {
    const balances = [
      { account: '6041', side: 'C', amountFen: 1 },
      { account: '1122', side: 'C', x: 1 },
    ];
    expect(faults('month-closed', { balances })).toEqual([
      'facts.balances[1].account matches',
      'facts.balances[1].amountFen isRequired',
      'facts.balances[1].x unknownField',
    ]);
    expect(faults('month-closed', { balances: [] })).toEqual(['facts.balances minItems']);
  });

  it.each([
    [
      'depreciation-charged',
      { costFen: 5, residualBp: 0, months: 4, monthNo: 5, use: 'fleet' },
      'monthNo isMonthOfUse',
    ],
    ['insurance-amortised', { insurerId: id, netFen: 5, months: 4, monthNo: 5 }, 'monthNo isMonthOfCover'],
    ['payroll-paid', { payFen: 5, incomeTaxFen: 6, from: '1002' }, 'incomeTaxFen isUpToPay'],
    [
      'vehicle-disposed',
      {
        ...{ vehicleId: id, buyerId: id, costFen: 5, depreciatedFen: 6 },
        ...{ grossFen: 1, vatRateBp: 0, into: '1002' },
      },
      'depreciatedFen isUpToCost',
    ],
  ])('of %s may contradict each other: %j', (name, facts, fault) => {
    expect(faults(name, facts)).toEqual([`facts.${fault}`]);
  });
});
