import type { Fen } from '@houtai/domain-kit';
import type { AccountCode } from '../posting-rules/accounts';
import type { LineDraft } from '../posting-rules/entry-draft';
import { sameLines } from './explain-entry';
import { ruleFactsOf, type EntryToExplain } from './facts-of-entry';

/** What is on an account by the entries as they stand, and as the version that is tried makes them; debit less credit. */
export interface AccountDifference {
  account: AccountCode;
  postedFen: Fen;
  triedFen: Fen;
}

export interface DryRun {
  /** Entries that were made anew. */
  entries: number;
  /** Entries without facts: they cannot be. */
  unexplained: number;
  /** Those whose lines become others. */
  differing: string[];
  /** Accounts on which it makes a difference. */
  accounts: AccountDifference[];
}

/** Makes the entries anew by a version of their rule. */
export function dryRun(entries: readonly EntryToExplain[], linesOf: (facts: unknown) => LineDraft[]): DryRun {
  const differing: string[] = [];
  const totals = new Map<AccountCode, AccountDifference>();
  let unexplained = 0;
  for (const entry of entries) {
    const facts = ruleFactsOf(entry);
    if (facts === undefined) {
      unexplained += 1;
      continue;
    }
    const tried = linesOf(facts);
    if (sameLines(entry.lines, tried)) continue;
    differing.push(entry.id);
    for (const line of entry.lines) totalOf(totals, line).postedFen += debitLess(line);
    for (const line of tried) totalOf(totals, line).triedFen += debitLess(line);
  }
  const accounts = [...totals.values()]
    .filter(({ postedFen, triedFen }) => postedFen !== triedFen)
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  return { entries: entries.length - unexplained, unexplained, differing, accounts };
}

function totalOf(totals: Map<AccountCode, AccountDifference>, { account }: LineDraft): AccountDifference {
  const total = totals.get(account) ?? { account, postedFen: 0, triedFen: 0 };
  totals.set(account, total);
  return total;
}

function debitLess({ side, amountFen }: LineDraft): Fen {
  return side === 'D' ? amountFen : -amountFen;
}
