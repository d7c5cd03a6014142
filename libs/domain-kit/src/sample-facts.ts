import { factsOf, type DeclaredError, type FactValue } from './define-errors';

/** Facts that an occurrence might have: for examples in documents, and for tests of the sentences. */
export function sampleFacts(declared: DeclaredError): Record<string, FactValue> {
  return Object.fromEntries(factsOf(declared).map((name) => [name, sampleFact(name)]));
}

/** By what the name of a fact says of it. */
function sampleFact(name: string): FactValue {
  if (/Ids$/.test(name)) return [SAMPLE_ID];
  if (name === 'id' || /Id$/.test(name)) return SAMPLE_ID;
  return `a-${name.toLowerCase()}`;
}

const SAMPLE_ID = '01900000-0000-7000-8000-000000000001';
