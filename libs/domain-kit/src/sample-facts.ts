import { factsOf, type DeclaredError } from './define-errors';
import { factKinds, type FactKind, type FactValue } from './sentence';

/** Facts that an occurrence might have: for examples in documents, and for tests of the sentences. */
export function sampleFacts(declared: DeclaredError): Record<string, FactValue> {
  const kinds = declared.detail ? factKinds(declared.detail) : new Map<string, FactKind>();
  return Object.fromEntries(factsOf(declared).map((name) => [name, sampleFact(name, kinds.get(name))]));
}

function sampleFact(name: string, kind: FactKind = 'text'): FactValue {
  switch (kind) {
    case 'number':
      return /Fen$/.test(name) ? 26_850 : 3;
    case 'day':
      return '2026-03-02';
    case 'instant':
      return '2026-03-02T02:00:00.000Z';
    case 'text':
      return sampleText(name);
  }
}

/** By what the name of a fact says of it. */
function sampleText(name: string): FactValue {
  if (/Ids$/.test(name)) return [SAMPLE_ID];
  if (name === 'id' || /Id$/.test(name)) return SAMPLE_ID;
  return `a-${name.toLowerCase()}`;
}

const SAMPLE_ID = '01900000-0000-7000-8000-000000000001';
