import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { DEFAULT_TIME_ZONE } from './business-calendar';
import type { LocalText } from './domain-error';

type Language = keyof LocalText;

/** A rule that was not met; a sentence names it. */
interface NamedRule {
  readonly rule: string;
}

/** What a detail can show: a list as its items, or as none. */
export type FactValue = string | number | readonly (string | NamedRule)[];

/** What a fact is by its place in a sentence: text as it is, a number, or a time that the reader's language writes. */
export type FactKind = 'text' | 'number' | 'day' | 'instant';

/**
 * How sentences write facts, beside plain `{name}`:
 * `{count, number}`, `{count, plural, one {# day} other {# days}}`, `{amountFen, number, yuan}` (fen, shown in yuan),
 * `{day, date, day}` of a business day, `{at, time, instant}` of an instant, told in the company's time zone.
 */
const FORMATS = {
  number: { yuan: { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol', scale: 0.01 } },
  date: { day: { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } },
  time: {
    instant: {
      ...({ year: 'numeric', month: 'short', day: 'numeric' } as const),
      ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
      timeZone: DEFAULT_TIME_ZONE,
      timeZoneName: 'short',
    },
  },
} as const;

interface ListStyle {
  readonly separator: string;
  readonly nothing: string;
}

const LISTS: Readonly<Record<Language, ListStyle>> = {
  en: { separator: ', ', nothing: 'none' },
  zh: { separator: '、', nothing: '无' },
};

/** An ICU message in one language with what it says of its facts. */
class Sentence {
  readonly kinds: ReadonlyMap<string, FactKind>;
  private readonly message: IntlMessageFormat;

  constructor(
    text: string,
    private readonly language: Language,
  ) {
    this.message = new IntlMessageFormat(text, language, FORMATS, { ignoreTag: true });
    this.kinds = new Map(kindsIn(this.message.getAst()));
  }

  tell(facts: Readonly<Record<string, FactValue>>, wordFor: (fact: string) => string): string {
    const values: Record<string, string | number | Date> = {};
    for (const [name, kind] of this.kinds) values[name] = this.shown(facts[name], kind, wordFor);
    return this.message.format(values) as string;
  }

  private shown(
    fact: FactValue | undefined,
    kind: FactKind,
    wordFor: (fact: string) => string,
  ): string | number | Date {
    if (kind === 'day' || kind === 'instant') return new Date(String(fact));
    if (kind === 'number') return Number(fact);
    if (typeof fact !== 'object') return wordFor(String(fact));
    const { separator, nothing } = LISTS[this.language];
    const names = fact.map((item) => wordFor(typeof item === 'string' ? item : item.rule));
    return names.length === 0 ? nothing : names.join(separator);
  }
}

/** The names of the facts of an ICU message, each with what it is. */
function* kindsIn(elements: readonly MessageFormatElement[]): Generator<[string, FactKind]> {
  for (const element of elements) {
    if (element.type === TYPE.argument) yield [element.value, 'text'];
    else if (element.type === TYPE.number) yield [element.value, 'number'];
    else if (element.type === TYPE.date) yield [element.value, 'day'];
    else if (element.type === TYPE.time) yield [element.value, 'instant'];
    else if (element.type === TYPE.plural) {
      yield [element.value, 'number'];
      for (const { value } of Object.values(element.options)) yield* kindsIn(value);
    }
  }
}

const SENTENCES = new Map<string, Sentence>();

function sentence(text: string, language: Language): Sentence {
  const key = `${language} ${text}`;
  let known = SENTENCES.get(key);
  if (!known) SENTENCES.set(key, (known = new Sentence(text, language)));
  return known;
}

/** Words of programs as people say them, in both languages: names of states, rules, papers. */
export type Words = Readonly<Record<string, LocalText>>;

/** An ICU message in both languages, filled with the facts that it names. */
export function told(
  { en, zh }: LocalText,
  facts: Readonly<Record<string, FactValue>>,
  words: Words = {},
): LocalText {
  const tell = (text: string, language: Language) =>
    sentence(text, language).tell(facts, (fact) =>
      Object.hasOwn(words, fact) ? (words[fact]?.[language] ?? fact) : fact,
    );
  return { en: tell(en, 'en'), zh: tell(zh, 'zh') };
}

/** The facts that a message names, in both languages together. Throws when it is no ICU message. */
export function factKinds({ en, zh }: LocalText): ReadonlyMap<string, FactKind> {
  return new Map([...sentence(zh, 'zh').kinds, ...sentence(en, 'en').kinds]);
}

/** Words that English says as programs do, with what Chinese says. */
export function inChinese(words: Readonly<Record<string, string>>): Words {
  return Object.fromEntries(Object.entries(words).map(([en, zh]) => [en, { en, zh }]));
}
