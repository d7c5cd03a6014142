import type { BusinessDay, Fen } from '@houtai/domain-kit';
import type { AccountCode, CashItem, TaxCode } from './accounts';

export type Side = 'D' | 'C';
export type EntryKind = 'normal' | 'reversal' | 'accrual' | 'closing' | 'opening';

/** What a line is about, beside its account. */
export interface Dimensions {
  branchId?: string;
  vehicleId?: string;
  /** The reservation that names the order. */
  orderId?: string;
  /** Customer or supplier. */
  partyId?: string;
  /** Department that earned or spent it. */
  dept?: string;
}

export interface LineTax {
  code: TaxCode;
  /** Hundredths of a percent. */
  rateBp: number;
}

export interface LineDraft extends Dimensions {
  account: AccountCode;
  side: Side;
  /** Whole fen, not zero; negative in red. */
  amountFen: Fen;
  cashItem?: CashItem;
  /** VAT that it is, or that was split off it. */
  tax?: LineTax;
}

/** An entry that is to be posted; the ledger gives it its id and puts it into an open period. */
export interface EntryDraft {
  rule: string;
  ruleVersion: number;
  kind: EntryKind;
  /** What causes it: with the rule it names the entry for ever. */
  causeId: string;
  /** The facts of the cause; the same cause with other facts is refused. */
  facts: unknown;
  /** The day it belongs to; when its period is closed, the first day of the next open one is taken. */
  day: BusinessDay;
  lines: readonly LineDraft[];
  maker: string;
  /** Who approved it, where two people are needed. */
  checker?: string;
  memo: string;
  reverses?: string;
}

/** Sum of the debits: equal to the credits in a balanced entry, negative in a red one. */
export function totalOf(lines: readonly LineDraft[]): Fen {
  return sumOfSide(lines, 'D');
}

export function isBalanced(lines: readonly LineDraft[]): boolean {
  return sumOfSide(lines, 'D') === sumOfSide(lines, 'C');
}

function sumOfSide(lines: readonly LineDraft[], side: Side): Fen {
  return lines.reduce((sum, line) => (line.side === side ? sum + line.amountFen : sum), 0);
}

/** Whether all is in black or all in red, and comes to something. */
export function isOfOneColour(lines: readonly LineDraft[]): boolean {
  return lines.every(({ amountFen }) => amountFen > 0) || lines.every(({ amountFen }) => amountFen < 0);
}

/** Adds up lines that differ in nothing but the amount, keeps their order, and drops what comes to zero. */
export function mergeLines(lines: readonly LineDraft[]): LineDraft[] {
  const merged = new Map<string, LineDraft>();
  for (const line of lines) {
    const { account, side, cashItem, branchId, vehicleId, orderId, partyId, dept, tax } = line;
    const key = JSON.stringify([account, side, cashItem, branchId, vehicleId, orderId, partyId, dept, tax]);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, amountFen: known.amountFen + line.amountFen } : line);
  }
  return [...merged.values()].filter(({ amountFen }) => amountFen !== 0);
}
