import { DomainError, type LocalText } from './domain-error';
import { factKinds, told, type FactValue, type Words } from './sentence';

/** One refusal as its service declares it: rules know the code alone, the rest is data for whoever shows it. */
export interface DeclaredError extends LocalText {
  /** Over HTTP: 409 when the state forbids the wish, 422 when the wish itself does. */
  readonly status: number;
  /**
   * Sentences about one occurrence, ICU messages over its facts (see `FORMATS` in `sentence.ts`). Without it the title
   * (`en`, `zh`) says all.
   */
  readonly detail?: LocalText;
  /** Facts for programs which no sentence shows; they are not known in every case. */
  readonly also?: readonly string[];
}

/** Declared refusals by code. */
export type DeclaredErrors = Readonly<Record<string, DeclaredError>>;

/** What stands behind each `{`, up to the next brace. */
type ArgumentsOf<Text extends string> = Text extends `${string}{${infer Rest}`
  ? Argument<UpToBrace<Rest>> | ArgumentsOf<Rest>
  : never;
type UpToBrace<Text extends string> = Text extends `${infer Before}}${string}`
  ? Before extends `${infer Shorter}{${string}`
    ? Shorter
    : Before
  : Text;
/** Name and kind of an argument; what a plural says holds `#` or a space, and is none. */
type Argument<Text extends string> = Text extends `${infer Name}, ${infer Format}`
  ? [Name, Format extends `number${string}` | `plural${string}` ? number : string]
  : Text extends `${string}${' ' | '#'}${string}`
    ? never
    : [Text, FactValue];

type ShownArgument<Declared> = Declared extends {
  detail: { en: infer En extends string; zh: infer Zh extends string };
}
  ? ArgumentsOf<En | Zh>
  : never;
type Shown<Declared> = ShownArgument<Declared>[0];
type KindOf<Declared, Name> = Extract<ShownArgument<Declared>, [Name, unknown]>[1];
type Unshown<Declared> = Declared extends { also: readonly (infer Name extends string)[] } ? Name : never;

/** The facts an occurrence gives: one for each placeholder, and those of `also` where they are known. */
export type FactsOf<Declared> = { readonly [Name in Shown<Declared>]: KindOf<Declared, Name> } & Readonly<
  Partial<Record<Unshown<Declared>, FactValue>>
>;

type FactArguments<Declared> = [Shown<Declared>] extends [never]
  ? [Unshown<Declared>] extends [never]
    ? []
    : [facts?: FactsOf<Declared>]
  : [facts: FactsOf<Declared>];

export interface Errors<Declared extends DeclaredErrors> {
  readonly declared: Declared;
  /** The refusal's words of programs, as its sentences say them. */
  readonly words: Words;
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
 *
 * @param words for facts that are words of programs, such as the name of a state
 */
export function defineErrors<const Declared extends DeclaredErrors>(
  declared: Declared,
  words: Words = {},
): Errors<Declared> {
  const error = <Code extends keyof Declared & string>(
    code: Code,
    ...[facts]: FactArguments<Declared[Code]>
  ): DomainError<Code> =>
    new DomainError(code, sentenceOf(declared[code] as DeclaredError, facts, words), facts);
  return {
    declared,
    words,
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
  words?: Words,
): LocalText {
  return detail ? told(detail, facts, words) : { en, zh };
}

/** Names of the facts of a refusal: those of its sentences first. */
export function factsOf({ detail, also = [] }: DeclaredError): string[] {
  return [...new Set([...(detail ? factKinds(detail).keys() : []), ...also])];
}
