import {
  factsOf,
  sampleFacts,
  sentenceOf,
  type DeclaredError,
  type DeclaredErrors,
  type LocalText,
} from '@houtai/domain-kit';

/** Declared refusals by the service that declares them; those that all share stand under `shared`. */
export type ErrorsByService = Readonly<Record<string, DeclaredErrors>>;

/** What a code means to one service. */
export interface ProblemMeaning {
  /** The service, or `shared`. */
  service: string;
  status: number;
  title: string;
  /** The sentence about an occurrence, an ICU message; absent where the title says all. */
  detail?: string;
  /** Names of the facts in `details`. */
  facts: string[];
  /** The sentence with sample facts. */
  example: string;
}

export interface ProblemType {
  code: string;
  type: string;
  /** One for each service that answers it, since two may give one name to what is alike. */
  meanings: ProblemMeaning[];
}

type Language = keyof LocalText;

/** Every code by its name, told in one language. @param types what a code follows in `type` */
export function problemTypes(errors: ErrorsByService, language: Language, types: string): ProblemType[] {
  const byCode = new Map<string, ProblemMeaning[]>();
  for (const [service, declared] of Object.entries(errors)) {
    for (const [code, error] of Object.entries(declared)) {
      const meanings = byCode.get(code) ?? [];
      byCode.set(code, [...meanings, meaningOf(service, error, language)]);
    }
  }
  return [...byCode]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, meanings]) => ({ code, type: types + code, meanings }));
}

function meaningOf(service: string, error: DeclaredError, language: Language): ProblemMeaning {
  return {
    service,
    status: error.status,
    title: error[language],
    ...(error.detail && { detail: error.detail[language] }),
    facts: factsOf(error),
    example: sentenceOf(error, sampleFacts(error))[language],
  };
}
