import { assertNever } from '@houtai/domain-kit';
import type { PostedEntry } from '../ledger/entry.store';
import { MANUAL_RULE } from '../ledger/manual-posting.service';
import { mergeLines, type LineDraft } from '../posting-rules/entry-draft';
import { versionOn } from '../posting-rules/posting-rule';
import type { RuleRegistry } from '../posting-rules/rule-registry.service';
import { inRed } from '../posting-rules/rule-lines';
import { ruleFactsOf, type EntryToExplain } from './facts-of-entry';

/** How an entry comes about, as far as it can be told. */
export interface Explanation {
  basis: 'rule' | 'hand' | 'reversal' | 'unknown';
  /** Version that the lines are made by; the one that holds on the day where the entry's own is gone. */
  version?: number;
  /** What it is made of. */
  facts?: unknown;
  /** As they are made today; none when the basis is unknown. */
  lines: readonly LineDraft[];
}

/** @param original the entry that it reverses */
export function explainEntry(
  entry: EntryToExplain,
  rules: RuleRegistry,
  original?: PostedEntry,
): Explanation {
  const basis = basisOf(entry, rules, original);
  switch (basis) {
    case 'reversal':
      return { basis, facts: entry.facts, lines: inRed(original?.lines ?? []) };
    case 'hand':
      return { basis, facts: entry.facts, lines: (entry.facts as { lines?: LineDraft[] }).lines ?? [] };
    case 'rule':
      return byRule(entry, rules);
    case 'unknown':
      return { basis, lines: [] };
    default:
      return assertNever(basis);
  }
}

/** Whether both come to the same on every account, side and dimension; the order of lines does not matter. */
export function sameLines(one: readonly LineDraft[], other: readonly LineDraft[]): boolean {
  return mergeLines([...one, ...inRed(other)]).length === 0;
}

function basisOf(entry: EntryToExplain, rules: RuleRegistry, original?: PostedEntry): Explanation['basis'] {
  if (entry.kind === 'reversal') return original ? 'reversal' : 'unknown';
  if (entry.facts === undefined) return 'unknown';
  if (entry.rule === MANUAL_RULE) return 'hand';
  return rules.find(entry.rule) && ruleFactsOf(entry) !== undefined ? 'rule' : 'unknown';
}

function byRule(entry: EntryToExplain, rules: RuleRegistry): Explanation {
  const facts = ruleFactsOf(entry);
  const rule = rules.find(entry.rule);
  const own = rules.version(entry.rule, entry.ruleVersion);
  const version = own || !rule ? entry.ruleVersion : versionOn(rule, entry.day).version;
  const linesOf = own ?? rules.version(entry.rule, version);
  return { basis: 'rule', version, facts, lines: linesOf?.(facts) ?? [] };
}
