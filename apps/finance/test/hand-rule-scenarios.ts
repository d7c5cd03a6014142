import { testId } from '@houtai/testing';

/** Order that scenarios are about; it has to be in the books where they charge it. */
export const ORDER = testId(0x3001);
const [customer, branch, vehicle] = [testId(0xc1), testId(0xb1), testId(0xd1)];
export const SUPPLIER = testId(0xe1);
const ofOrder = { reservationId: ORDER, customerId: customer, branchId: branch };
const ofSupplier = { supplierId: SUPPLIER, documentId: ORDER, vehicleId: vehicle };
const taxed = { grossFen: 11300, vatRateBp: 1300 };

/** A rule by hand, facts, and the lines that it makes of them. */
export const SCENARIOS: [string, object, string[]][] = [
  ['cash-deposit-received', { ...ofOrder, amountFen: 5000, into: '1012' }, ['D1012 5000O3', 'C2241.01 5000']],
  [
    'cash-deposit-refunded',
    { ...ofOrder, amountFen: 5000, from: '1002.01' },
    ['D2241.01 5000', 'C1002.01 5000O7'],
  ],
  ['deposit-applied', { ...ofOrder, amountFen: 700, pays: 'charges' }, ['D2241.01 700', 'C1122 700']],
  ['deposit-applied', { ...ofOrder, amountFen: 700, pays: 'damage' }, ['D2241.01 700', 'C1221.03 700']],
  ['deposit-applied', { ...ofOrder, amountFen: 700, pays: 'advance' }, ['D2241.01 700', 'C1221.02 700']],
  [
    'rent-prepaid',
    { ...ofOrder, ...taxed, into: '1012' },
    ['D1012 11300O1', 'C2203 10000', 'C2221.01.01 1300'],
  ],
  [
    'rent-prepaid',
    { ...ofOrder, grossFen: 10900, vatRateBp: 900, into: '1012.01', withDriver: true },
    ['D1012.01 10900O1', 'C2204 10000', 'C2221.01.01 900'],
  ],
  [
    'rent-refunded',
    { ...ofOrder, ...taxed, into: '1012' },
    ['D1012 -11300O1', 'C2203 -10000', 'C2221.01.01 -1300'],
  ],
  ['prepaid-day-accrued', { ...ofOrder, netFen: 5000, vatRateBp: 1300 }, ['D2203 5000', 'C6041 5000']],
  [
    'prepaid-day-accrued',
    { ...ofOrder, netFen: 5000, vatRateBp: 900, withDriver: true },
    ['D2204 5000', 'C6001 5000'],
  ],
  [
    'driver-day-accrued',
    { ...ofOrder, grossFen: 10900, vatRateBp: 900 },
    ['D1122 10900', 'C6001 10000', 'C2221.06 900'],
  ],
  ['extra-charged', { ...ofOrder, ...taxed }, ['D1122 11300', 'C6041 10000', 'C2221.01.01 1300']],
  ['prepayment-forfeited', { ...ofOrder, amountFen: 900 }, ['D2203 900', 'C6301 900']],
  ['damage-charged', { ...ofOrder, ...taxed }, ['D1221.03 11300', 'C6051 10000', 'C2221.01.01 1300']],
  [
    'insurance-claim-accepted',
    { insurerId: SUPPLIER, claimId: ORDER, vehicleId: vehicle, amountFen: 8000 },
    ['D1221.01 8000', 'C6401.02 8000'],
  ],
  ['fine-advanced', { ...ofOrder, amountFen: 200, from: '1002' }, ['D1221.02 200', 'C1002 200O7']],
  ['fine-recovered', { ...ofOrder, amountFen: 200 }, ['D2241.01 200', 'C1221.02 200']],
  ['fine-recovered', { ...ofOrder, amountFen: 200, into: '1012' }, ['D1012 200O3', 'C1221.02 200']],
  ['fine-lost', { ...ofOrder, amountFen: 200 }, ['D6711 200', 'C1221.02 200']],
  ['maintenance-billed', { ...ofSupplier, ...taxed }, ['D6401.02 10000', 'D2221.01.02 1300', 'C2202 11300']],
  [
    'supplier-paid',
    { ...ofSupplier, amountFen: 11300, from: '1002', pays: 'supplies' },
    ['D2202 11300', 'C1002 11300O4'],
  ],
  [
    'supplier-paid',
    { ...ofSupplier, amountFen: 11300, from: '1002', pays: 'vehicles' },
    ['D2202 11300', 'C1002 11300I2'],
  ],
  ['parts-received', { ...ofSupplier, ...taxed }, ['D1405 10000', 'D2221.01.02 1300', 'C2202 11300']],
  ['parts-issued', { vehicleId: vehicle, amountFen: 400 }, ['D6401.04 400', 'C1405 400']],
  [
    'vehicle-bought',
    { ...ofSupplier, ...taxed, purchaseTaxFen: 1000, from: '1002' },
    ['D1601 10000', 'D2221.01.02 1300', 'D1601 1000', 'C1002 12300I2'],
  ],
  [
    'vehicle-bought',
    { ...ofSupplier, ...taxed, purchaseTaxFen: 1000, from: '1002', owed: 'lease' },
    ['D1601 10000', 'D2221.01.02 1300', 'D1601 1000', 'C2701 11300', 'C1002 1000I2'],
  ],
  [
    'vehicle-bought',
    { ...ofSupplier, ...taxed, purchaseTaxFen: 0, from: '1002', owed: 'supplier' },
    ['D1601 10000', 'D2221.01.02 1300', 'C2202 11300'],
  ],
  [
    'depreciation-charged',
    { vehicleId: vehicle, costFen: 10_000_000, residualBp: 500, months: 48, monthNo: 1, use: 'fleet' },
    ['D6401.01 197916', 'C1602 197916'],
  ],
  [
    'depreciation-charged',
    { costFen: 96, residualBp: 0, months: 48, monthNo: 48, use: 'office', dept: 'office' },
    ['D6602 2', 'C1602 2'],
  ],
  [
    'insurance-paid',
    { insurerId: SUPPLIER, vehicleId: vehicle, grossFen: 10600, vatRateBp: 600, from: '1002' },
    ['D1123 10000', 'D2221.01.02 600', 'C1002 10600O4'],
  ],
  [
    'insurance-amortised',
    { insurerId: SUPPLIER, vehicleId: vehicle, netFen: 10000, months: 12, monthNo: 3 },
    ['D6401.03 834', 'C1123 834'],
  ],
  [
    'vehicle-disposed',
    {
      ...{ vehicleId: vehicle, buyerId: customer, costFen: 100_000, depreciatedFen: 60_000 },
      ...{ grossFen: 56_500, vatRateBp: 1300, into: '1002' },
    },
    [
      ...['D1606 50000', 'D1602 60000', 'C1601 100000', 'D1002 56500I1', 'C1606 50000', 'C2221.01.01 6500'],
      'C6115 10000',
    ],
  ],
  [
    'vehicle-disposed',
    {
      ...{ vehicleId: vehicle, buyerId: customer, costFen: 100_000, depreciatedFen: 30_000 },
      ...{ grossFen: 56_500, vatRateBp: 1300, into: '1002' },
    },
    [
      ...['D1606 70000', 'D1602 30000', 'C1601 100000', 'D1002 56500I1', 'C1606 50000', 'C2221.01.01 6500'],
      ...['D6115 20000', 'C1606 20000'],
    ],
  ],
  [
    'loan-received',
    { lenderId: SUPPLIER, amountFen: 9000, term: 'short', into: '1002' },
    ['D1002 9000F2', 'C2001 9000'],
  ],
  [
    'loan-received',
    { lenderId: SUPPLIER, loanId: ORDER, amountFen: 9000, term: 'long', into: '1002' },
    ['D1002 9000F2', 'C2501 9000'],
  ],
  ['loan-interest-accrued', { lenderId: SUPPLIER, amountFen: 30 }, ['D6603 30', 'C2231 30']],
  ['loan-interest-paid', { lenderId: SUPPLIER, amountFen: 30, from: '1002' }, ['D2231 30', 'C1002 30F4']],
  [
    'loan-repaid',
    { lenderId: SUPPLIER, amountFen: 500, term: 'long', from: '1002' },
    ['D2501 500', 'C1002 500F3'],
  ],
  [
    'payroll-booked',
    { operationsFen: 500, salesFen: 300, officeFen: 200 },
    ['D6401.05 500', 'D6601 300', 'D6602 200', 'C2211 1000'],
  ],
  [
    'payroll-paid',
    { payFen: 1000, incomeTaxFen: 30, from: '1002' },
    ['D2211 1000', 'C1002 970O5', 'C2221.08 30'],
  ],
  ['vat-transferred', { amountFen: 1300 }, ['D2221.01.07 1300', 'C2221.02 1300']],
  [
    'surcharges-booked',
    { vatFen: 1000, urbanRateBp: 700, educationRateBp: 300, localEducationRateBp: 200 },
    ['D6403 120', 'C2221.12 70', 'C2221.13 30', 'C2221.14 20'],
  ],
  [
    'taxes-paid',
    {
      ...{ vatFen: 1000, urbanFen: 70, educationFen: 30, localEducationFen: 20, incomeTaxFen: 0 },
      from: '1002',
    },
    ['D2221.02 1000', 'D2221.12 70', 'D2221.13 30', 'D2221.14 20', 'C1002 1120O6'],
  ],
  ['provider-fee-charged', { amountFen: 6, at: '1012' }, ['D6603 6', 'C1012 6O7']],
  [
    'provider-settled',
    { amountFen: 994, at: '1012.01', into: '1002.01' },
    ['D1002.01 994X', 'C1012.01 994X'],
  ],
  [
    'month-closed',
    {
      balances: [
        { account: '6041', side: 'C', amountFen: 1000 },
        { account: '6401.01', side: 'D', amountFen: 300 },
      ],
    },
    ['D6041 1000', 'C6401.01 300', 'C4103 700'],
  ],
  [
    'month-closed',
    { balances: [{ account: '6602', side: 'D', amountFen: 300 }] },
    ['C6602 300', 'D4103 300'],
  ],
  ['year-closed', { result: 'profit', amountFen: 700 }, ['D4103 700', 'C4104 700']],
  ['year-closed', { result: 'loss', amountFen: 700 }, ['D4104 700', 'C4103 700']],
];
