/** Accounts that posting rules name; the whole chart stands in the database. */
export const ACCOUNT = {
  cashOnHand: '1001',
  bank: '1002',
  paymentProvider: '1012',
  receivable: '1122',
  outputVat: '2221.01.01',
  outputVatNotDue: '2221.06',
  rentalRevenue: '6041',
  nonOperatingIncome: '6301',
} as const;

export type AccountCode = string;

export const ACCOUNT_CODE = /^\d{4}(\.\d{2}){0,2}$/;

/** Cash-flow items (现金流量项目): every line on a cash account carries one, no other line does. */
export const CASH_ITEMS = [
  'O1',
  'O3',
  'O4',
  'O5',
  'O6',
  'O7',
  'I1',
  'I2',
  'F1',
  'F2',
  'F3',
  'F4',
  'X',
] as const;

export type CashItem = (typeof CASH_ITEMS)[number];

/** VAT that is owed (销项) or that may be deducted (进项). */
export const TAX_CODES = ['output', 'input'] as const;

export type TaxCode = (typeof TAX_CODES)[number];
