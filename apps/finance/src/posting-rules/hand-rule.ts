import type { Static, TObject } from '@sinclair/typebox';
import { mergeLines, type EntryKind, type LineDraft } from './entry-draft';
import { SINCE_EVER, type PostingRule } from './posting-rule';

/** Something about facts that their schema cannot say. */
export interface FactFault {
  /** Fact that it is about. */
  field: string;
  rule: string;
  en: string;
  zh: string;
}

/**
 * A rule whose event nobody publishes yet: its facts are given by one person and approved by another. Once the event comes, only the
 * trigger changes.
 */
export interface HandRule<Facts> extends PostingRule<Facts> {
  /** What its facts have to look like. */
  readonly schema: TObject;
  faults(facts: Facts): FactFault[];
}

/** The first version of a rule by hand; lines that come to nothing are left out. */
export function byHand<Schema extends TObject>(rule: {
  name: string;
  meaning: string;
  kind?: EntryKind;
  schema: Schema;
  faults?: (facts: Static<Schema>) => FactFault[];
  lines: (facts: Static<Schema>) => LineDraft[];
}): HandRule<Static<Schema>> {
  return {
    name: rule.name,
    version: 1,
    from: SINCE_EVER,
    kind: rule.kind ?? 'normal',
    meaning: rule.meaning,
    schema: rule.schema,
    faults: rule.faults ?? (() => []),
    lines: (facts) => mergeLines(rule.lines(facts)),
  };
}
