import type { BusinessDay } from '@houtai/domain-kit';
import type { EntryDraft, EntryKind, LineDraft } from './entry-draft';

/**
 * How one kind of fact becomes an entry: data and a pure function. A change of the function is a new version;
 * entries keep the version they were made with.
 */
export interface PostingRule<Facts> {
  /** Kebab-case; with the cause it identifies an entry. */
  readonly name: string;
  readonly version: number;
  readonly kind: EntryKind;
  readonly meaning: string;
  /** Balanced lines, or none when the facts move no money. */
  lines(facts: Facts): LineDraft[];
}

export interface Cause {
  /** Id of the event, payment or rental day behind the entry. */
  id: string;
  facts: unknown;
  day: BusinessDay;
  maker?: string;
  memo?: string;
}

/** Who posts what follows from events. */
export const SYSTEM_MAKER = 'system';

/** The entry that a rule makes of its facts; none when no money moves. */
export function draftsBy<Facts>(rule: PostingRule<Facts>, facts: Facts, cause: Cause): EntryDraft[] {
  const lines = rule.lines(facts);
  if (lines.length === 0) return [];
  return [
    {
      rule: rule.name,
      ruleVersion: rule.version,
      kind: rule.kind,
      causeId: cause.id,
      facts: cause.facts,
      day: cause.day,
      lines,
      maker: cause.maker ?? SYSTEM_MAKER,
      memo: cause.memo ?? '',
    },
  ];
}
