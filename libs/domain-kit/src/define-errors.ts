import { DomainError, type LocalText } from './domain-error';

/** One refusal as its service declares it: rules know the code alone, the rest is data for whoever shows it. */
export interface DeclaredError extends LocalText {
  /** Over HTTP: 409 when the state forbids the wish, 422 when the wish itself does. */
  readonly status: number;
  /** Sentences about one occurrence with `{placeholders}` for its facts. Without it the title (`en`, `zh`) says all. */
  readonly detail?: LocalText;
  /** Facts for programs which no sentence shows; they are not known in every case. */
  readonly also?: readonly string[];
}

/** Declared refusals by code. */
export type DeclaredErrors = Readonly<Record<string, DeclaredError>>;

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

/** A rule that was not met; a sentence names it. */
interface NamedRule {
  readonly rule: string;
}

/** What a detail can show: a list as its items, or as none. */
export type FactValue = string | number | readonly (string | NamedRule)[];

type Shown<Declared> = Declared extends {
  detail: { en: infer En extends string; zh: infer Zh extends string };
}
  ? PlaceholdersOf<En | Zh>
  : never;
type Unshown<Declared> = Declared extends { also: readonly (infer Name extends string)[] } ? Name : never;

/** The facts an occurrence gives: one for each placeholder, and those of `also` where they are known. */
export type FactsOf<Declared> = Readonly<Record<Shown<Declared>, FactValue>> &
  Readonly<Partial<Record<Unshown<Declared>, FactValue>>>;

type FactArguments<Declared> = [Shown<Declared>] extends [never]
  ? [Unshown<Declared>] extends [never]
    ? []
    : [facts?: FactsOf<Declared>]
  : [facts: FactsOf<Declared>];

export interface Errors<Declared extends DeclaredErrors> {
  readonly declared: Declared;
  /** The refusal as an error, for whoever returns it before it is thrown. */
  readonly error: <Code extends keyof Declared & string>(
    code: Code,
    ...facts: FactArguments<Declared[Code]>
  ) => DomainError<Code>;
  /** Throws it. */
  readonly refuse: <Code extends keyof Declared & string>(
    code: Code,
    ...facts: FactArguments<Declared[Code]>
  ) => never;
}

/**
 * Declares every refusal of a service once: code, HTTP status, title and detail in both languages.
 *
 * ```ts
 * const doorErrors = defineErrors({
 *   'door-locked': { status: 409, en: 'The door is locked', zh: '门已锁', detail: { en: 'Locked by {by}.', zh: '由 {by} 上锁。' } },
 * });
 * doorErrors.refuse('door-locked', { by }); // the compiler asks for `by`
 * ```
 */
export function defineErrors<const Declared extends DeclaredErrors>(declared: Declared): Errors<Declared> {
  const error = <Code extends keyof Declared & string>(
    code: Code,
    ...[facts]: FactArguments<Declared[Code]>
  ): DomainError<Code> => new DomainError(code, sentenceOf(declared[code] as DeclaredError, facts), facts);
  return {
    declared,
    error,
    refuse: (code, ...facts) => {
      throw error(code, ...facts);
    },
  };
}

/** The sentence about one occurrence, in both languages. */
export function sentenceOf(
  { en, zh, detail }: DeclaredError,
  facts: Readonly<Record<string, FactValue>> = {},
): LocalText {
  return {
    en: filled(detail?.en ?? en, facts, { separator: ', ', nothing: 'none' }),
    zh: filled(detail?.zh ?? zh, facts, { separator: '、', nothing: '无' }),
  };
}

/** Names of the facts of a refusal: those of its sentences first. */
export function factsOf({ detail, also = [] }: DeclaredError): string[] {
  const names = [...`${detail?.en ?? ''}${detail?.zh ?? ''}`.matchAll(PLACEHOLDER)].map(
    ([, name = '']) => name,
  );
  return [...new Set([...names, ...also])];
}

const PLACEHOLDER = /\{(\w+)\}/g;

interface ListStyle {
  separator: string;
  nothing: string;
}

function filled(
  template: string,
  facts: Readonly<Record<string, FactValue>>,
  { separator, nothing }: ListStyle,
): string {
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const fact = facts[name];
    if (typeof fact !== 'object') return String(fact);
    const names = fact.map((item) => (typeof item === 'string' ? item : item.rule));
    return names.length === 0 ? nothing : names.join(separator);
  });
}
