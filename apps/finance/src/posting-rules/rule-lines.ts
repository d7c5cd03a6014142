import { splitVat, type BasisPoints, type Fen } from '@houtai/domain-kit';
import { ACCOUNT, type AccountCode, type CashItem } from './accounts';
import type { Dimensions, LineDraft, LineTax } from './entry-draft';

type Rest = Dimensions & { cashItem?: CashItem; tax?: LineTax };

export function debit(account: AccountCode, amountFen: Fen, rest: Rest = {}): LineDraft {
  return { account, side: 'D', amountFen, ...rest };
}

export function credit(account: AccountCode, amountFen: Fen, rest: Rest = {}): LineDraft {
  return { account, side: 'C', amountFen, ...rest };
}

/** What is earned of a gross amount, and the VAT that is owed of it on the account for it. */
export function earned(
  { grossFen, vatRateBp }: { grossFen: Fen; vatRateBp: BasisPoints },
  revenue: AccountCode,
  about: Dimensions,
  vat: AccountCode = ACCOUNT.outputVat,
): LineDraft[] {
  const { netFen, taxFen } = splitVat(grossFen, vatRateBp);
  const tax = { code: 'output', rateBp: vatRateBp } as const;
  const { dept: _dept, ...whom } = about;
  return [credit(revenue, netFen, { ...about, tax }), credit(vat, taxFen, { ...whom, tax })];
}

/** What is spent of a gross amount, and the VAT of it that may be deducted. */
export function spent(
  { grossFen, vatRateBp }: { grossFen: Fen; vatRateBp: BasisPoints },
  cost: AccountCode,
  about: Dimensions,
): LineDraft[] {
  const { netFen, taxFen } = splitVat(grossFen, vatRateBp);
  const tax = { code: 'input', rateBp: vatRateBp } as const;
  const { dept: _dept, ...whom } = about;
  return [debit(cost, netFen, { ...about, tax }), debit(ACCOUNT.inputVat, taxFen, { ...whom, tax })];
}

/** The same in red. */
export function inRed(lines: readonly LineDraft[]): LineDraft[] {
  return lines.map((line) => ({ ...line, amountFen: -line.amountFen }));
}
