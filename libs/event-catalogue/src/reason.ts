import { Static, Type } from '@sinclair/typebox';
import { factKinds } from '@houtai/domain-kit';
import { REASON_SENTENCES, type ReasonRule, type ReasonSentence } from './reason-sentences';

/** What a reason tells, by name. Days are `YYYY-MM-DD`, instants ISO 8601. */
export const ReasonFacts = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
  description:
    'What the message tells, for programs; absent where nothing, or of a release before facts were told',
});
export type ReasonFacts = Static<typeof ReasonFacts>;

/** Fields of every reason: its rule by name, its sentence in English, and what that tells. */
export const ReasonFields = {
  rule: Type.String(),
  message: Type.String(),
  facts: Type.Optional(ReasonFacts),
};

export interface Reason {
  rule: string;
  message: string;
  facts?: ReasonFacts;
}

const PLACE = /\{(\w+)[^}]*\}/g;

/** Throws where the rule has no sentence of just these facts: whoever refuses says what the catalogue knows. */
export function reasonOf(rule: ReasonRule, facts: ReasonFacts = {}): Reason {
  const sentence = sentenceOf(rule, facts);
  if (!sentence) throw new Error(`the rule ${rule} has no sentence of ${Object.keys(facts).join(', ')}`);
  const message = sentence.en.replaceAll(PLACE, (_, name: string) => String(facts[name]));
  return { rule, message, ...(Object.keys(facts).length > 0 && { facts }) };
}

/** The sentence of a rule that tells just these facts. */
export function sentenceOf(rule: string, facts: ReasonFacts): ReasonSentence | undefined {
  const names = Object.keys(facts).sort().join(' ');
  return sentencesOf(rule).find((one) => one.case === facts['case'] && factNames(one).join(' ') === names);
}

export function sentencesOf(rule: string): readonly ReasonSentence[] {
  return Object.hasOwn(REASON_SENTENCES, rule) ? REASON_SENTENCES[rule as ReasonRule] : [];
}

function factNames(sentence: ReasonSentence): string[] {
  const names = [...factKinds(sentence).keys()];
  return (sentence.case === undefined ? names : [...names, 'case']).sort();
}
