import type { BusinessDay } from '@houtai/domain-kit';
import { refuse } from '../finance.errors';
import { rentalAccrualsWithdrawn } from '../posting-rules/rental-accruals-withdrawn';
import { rentalSettled } from '../posting-rules/rental-settled';
import { cancellationFeeCharged, noShowFeeCharged } from '../posting-rules/withdrawal-fee-charged';
import type { EntryDraft, EntryKind, LineDraft } from '../posting-rules/entry-draft';

/** An entry in the books, as far as its reversal needs it. */
export interface StoredEntry {
  id: string;
  kind: EntryKind;
  rule: string;
  day: BusinessDay;
  lines: readonly LineDraft[];
  /** The entry that reversed it. */
  reversedBy?: string;
}

export const REVERSAL_RULE = { name: 'reversal', version: 1 } as const;

/**
 * 红字冲销: the same lines on the same sides with negative amounts and the same dimensions.
 * Refuses `entry-is-a-reversal` and `entry-already-reversed`.
 */
export function reversalOf(
  entry: StoredEntry,
  by: { day: BusinessDay; maker: string; checker?: string; memo: string },
): EntryDraft {
  checkReversible(entry);
  return {
    rule: REVERSAL_RULE.name,
    ruleVersion: REVERSAL_RULE.version,
    kind: 'reversal',
    causeId: entry.id,
    facts: { reverses: entry.id },
    reverses: entry.id,
    lines: entry.lines.map((line) => ({ ...line, amountFen: -line.amountFen })),
    ...by,
  };
}

export function checkReversible(entry: StoredEntry): void {
  if (entry.kind === 'reversal') refuse('entry-is-a-reversal', { entryId: entry.id });
  if (entry.reversedBy) refuse('entry-already-reversed', { entryId: entry.id, reversedBy: entry.reversedBy });
}

/** What of a cause still stands, all of it turned round. */
export function reversalsOf(
  entries: readonly StoredEntry[],
  by: { day: BusinessDay; maker: string; checker: string; memo: string },
): EntryDraft[] {
  return entries.filter(({ reversedBy }) => reversedBy === undefined).map((entry) => reversalOf(entry, by));
}

/** Rules whose entries are the last word about what an order costs. */
const LAST_WORDS: readonly string[] = [
  rentalSettled.name,
  rentalAccrualsWithdrawn.name,
  cancellationFeeCharged.name,
  noShowFeeCharged.name,
];

export function makesFinal({ rule }: StoredEntry): boolean {
  return LAST_WORDS.includes(rule);
}
