/** Accounts that posting rules name; the whole chart stands in the database. */
export const ACCOUNT = {
  cashOnHand: '1001',
  bank: '1002',
  paymentProvider: '1012',
  receivable: '1122',
  prepaid: '1123',
  owedByInsurer: '1221.01',
  advanced: '1221.02',
  owedForDamage: '1221.03',
  parts: '1405',
  fixedAssets: '1601',
  depreciation: '1602',
  disposal: '1606',
  shortLoans: '2001',
  payable: '2202',
  prepaidRent: '2203',
  prepaidService: '2204',
  payroll: '2211',
  outputVat: '2221.01.01',
  inputVat: '2221.01.02',
  vatTransferred: '2221.01.07',
  vatOwed: '2221.02',
  outputVatNotDue: '2221.06',
  incomeTaxWithheld: '2221.08',
  urbanSurcharge: '2221.12',
  educationSurcharge: '2221.13',
  localEducationSurcharge: '2221.14',
  interest: '2231',
  deposits: '2241.01',
  longLoans: '2501',
  longPayable: '2701',
  profitOfYear: '4103',
  profitDistributed: '4104',
  serviceRevenue: '6001',
  rentalRevenue: '6041',
  otherRevenue: '6051',
  disposalResult: '6115',
  nonOperatingIncome: '6301',
  depreciationCost: '6401.01',
  maintenanceCost: '6401.02',
  insuranceCost: '6401.03',
  partsCost: '6401.04',
  staffCost: '6401.05',
  taxesAndSurcharges: '6403',
  selling: '6601',
  administration: '6602',
  financing: '6603',
  nonOperatingExpense: '6711',
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
