import { factKinds, told, type FactKind, type LocalText } from '@houtai/domain-kit';
import { sentenceOf, sentencesOf, type Reason, type ReasonFacts } from './reason';
import type { ReasonSentence } from './reason-sentences';

/** What a reader is told: the sentence in the reader's language, and its facts for programs. */
export type ToldReason<Given extends Reason> = Given & { facts?: ReasonFacts };

/**
 * A reason in the language of its reader, from its rule and facts; what is not known in this release stays as it was written.
 */
export function toldReason<Given extends Reason>(
  reason: Given,
  language: keyof LocalText,
): ToldReason<Given> {
  const known = withFacts(reason);
  const sentence = sentenceOf(known.rule, known.facts ?? {});
  return sentence ? { ...known, message: told(sentence, known.facts ?? {})[language] } : known;
}

/**
 * The reason with its facts. Where it came without, from a release before these were told, they are read out of the sentence
 * that was written.
 */
export function withFacts<Given extends Reason>(reason: Given): Given {
  if (reason.facts) return reason;
  for (const sentence of sentencesOf(reason.rule)) {
    const facts = factsIn(reason.message, sentence);
    if (facts) return Object.keys(facts).length > 0 ? { ...reason, facts } : reason;
  }
  return reason;
}

const PLACE = /\{(\w+)[^}]*\}/g;
const WRITTEN: Readonly<Record<FactKind, string>> = {
  text: '(.+)',
  number: '(\\d+)',
  day: '(\\d{4}-\\d\\d-\\d\\d)',
  instant: '(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)',
};

/** The facts of a message that was written by this sentence; undefined when it was not. */
function factsIn(message: string, sentence: ReasonSentence): ReasonFacts | undefined {
  const { en, case: apart } = sentence;
  const kinds = factKinds(sentence);
  const names = [...en.matchAll(PLACE)].map(([, name = '']) => name);
  const literals = en.split(/\{\w+[^}]*\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = literals.reduce(
    (all, text, n) => all + WRITTEN[kinds.get(names[n - 1] ?? '') ?? 'text'] + text,
  );
  const match = new RegExp(`^${pattern}$`).exec(message);
  if (!match) return undefined;
  const facts = names.map((name, n): [string, string | number] => {
    const written = match[n + 1] ?? '';
    return [name, kinds.get(name) === 'number' ? Number(written) : written];
  });
  return { ...Object.fromEntries(facts), ...(apart !== undefined && { case: apart }) };
}
