import type { BusinessDay } from '@houtai/domain-kit';
import type { EntryDraft, EntryKind, LineDraft } from './entry-draft';

/** One state of a rule: what it makes of its facts, from a day on. */
export interface RuleVersion<Facts> {
  readonly version: number;
  /** First posting day for which it holds. */
  readonly from: BusinessDay;
  /** Balanced lines, or none when the facts move no money. */
  lines(facts: Facts): LineDraft[];
}

/**
 * How one kind of fact becomes an entry: data and a pure function. A change of the function is a new version with its first day;
 * the version of before goes to `before`, and entries keep the one they were made with.
 */
export interface PostingRule<Facts> extends RuleVersion<Facts> {
  /** Kebab-case; with the cause it identifies an entry. */
  readonly name: string;
  readonly kind: EntryKind;
  readonly meaning: string;
  /** Versions of days before, the latest first. */
  readonly before?: readonly RuleVersion<Facts>[];
  /** Versions that hold on no day: to be tried on what was posted. */
  readonly trials?: readonly Omit<RuleVersion<Facts>, 'from'>[];
}

/** The books have no day before it. */
export const SINCE_EVER: BusinessDay = '1900-01-01';

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

/** The version that holds for entries of that day; the oldest for days before all of them. */
export function versionOn<Facts>(rule: PostingRule<Facts>, day: BusinessDay): RuleVersion<Facts> {
  const versions: RuleVersion<Facts>[] = [rule, ...(rule.before ?? [])];
  return versions.find(({ from }) => from <= day) ?? versions.at(-1) ?? rule;
}

/** The entry that a rule makes of its facts; none when no money moves. */
export function draftsBy<Facts>(rule: PostingRule<Facts>, facts: Facts, cause: Cause): EntryDraft[] {
  const inForce = versionOn(rule, cause.day);
  const lines = inForce.lines(facts);
  if (lines.length === 0) return [];
  return [
    {
      rule: rule.name,
      ruleVersion: inForce.version,
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
