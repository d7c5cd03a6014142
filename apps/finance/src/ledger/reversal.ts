import type { BusinessDay } from '@houtai/domain-kit';
import { refuse } from '../finance.errors';
import type { EntryDraft, EntryKind, LineDraft } from '../posting-rules/entry-draft';

/** An entry in the books, as far as its reversal needs it. */
export interface StoredEntry {
  id: string;
  kind: EntryKind;
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
  by: { day: BusinessDay; maker: string; memo: string },
): EntryDraft {
  if (entry.kind === 'reversal') refuse('entry-is-a-reversal', { entryId: entry.id });
  if (entry.reversedBy) refuse('entry-already-reversed', { entryId: entry.id, reversedBy: entry.reversedBy });
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
