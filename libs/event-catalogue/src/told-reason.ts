import { factKinds, told, type FactKind, type FactValue, type LocalText } from '@houtai/domain-kit';
import { REASON_SENTENCES } from './reason-sentences';

/** A reason as it is stored and sent: its rule, and the sentence in English. */
interface WrittenReason {
  readonly rule: string;
  readonly message: string;
}

/** What a reader is told: the sentence in the reader's language, and its facts for programs. */
export type ToldReason<Reason extends WrittenReason> = Reason & {
  facts?: Readonly<Record<string, string | number>>;
};

/**
 * A written reason in the language of its reader. Its facts are read out of the sentence that was written, so reasons of
 * any release, of events and of old rows are told alike; one whose sentence is not known stays as it was written.
 */
export function toldReason<Reason extends WrittenReason>(
  reason: Reason,
  language: keyof LocalText,
): ToldReason<Reason> {
  for (const sentence of sentencesOf(reason.rule)) {
    const facts = factsIn(reason.message, sentence);
    if (!facts) continue;
    const message = told(sentence, facts)[language];
    return { ...reason, message, ...(Object.keys(facts).length > 0 && { facts }) };
  }
  return reason;
}

function sentencesOf(rule: string): readonly LocalText[] {
  return Object.hasOwn(REASON_SENTENCES, rule) ? (REASON_SENTENCES[rule] ?? []) : [];
}

const PLACE = /\{(\w+)[^}]*\}/g;
const WRITTEN: Readonly<Record<FactKind, string>> = {
  text: '(.+)',
  number: '(\\d+)',
  day: '(\\d{4}-\\d\\d-\\d\\d)',
  instant: '(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)',
};

/** The facts of a message that was written by this sentence; undefined when it was not. */
function factsIn(message: string, sentence: LocalText): Record<string, string | number> | undefined {
  const { en } = sentence;
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
  return Object.fromEntries(facts) satisfies Record<string, FactValue>;
}
