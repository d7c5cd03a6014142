import { HOUSE_RULES } from './house-rules';

/** Of the rules that come with Redocly, those that say something true of us. */
const RULES = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'no-unused-components': 'error',
  'no-identical-paths': 'error',
  'no-path-trailing-slash': 'error',
  'path-parameters-defined': 'error',
  'path-declaration-must-exist': 'error',
  'path-not-include-query': 'error',
  'operation-operationId': 'error',
  'operation-operationId-unique': 'error',
  'operation-operationId-url-safe': 'error',
  'operation-parameters-unique': 'error',
  'operation-tag-defined': 'error',
  'operation-2xx-response': 'error',
  'tag-description': 'error',
  'no-enum-type-mismatch': 'error',
  'no-invalid-media-type-examples': 'error',
  'no-invalid-parameter-examples': 'error',
  'no-invalid-schema-examples': 'error',
  'no-required-schema-properties-undefined': 'error',
} as const;

/** Faults of an OpenAPI document by Redocly's rules and our own, each as a sentence with where it is. */
export async function lintDocument(document: unknown, name: string): Promise<string[]> {
  const { createConfig, lintFromString } = await import('@redocly/openapi-core');
  const own = Object.keys(HOUSE_RULES).map((rule) => [`houtai/${rule}`, 'error'] as const);
  const config = await createConfig({
    plugins: [{ id: 'houtai', rules: { oas3: HOUSE_RULES as never } }],
    rules: { ...RULES, ...Object.fromEntries(own) },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: name, config });
  return problems.map(({ ruleId, message, location: [at] }) => {
    return `${name}: ${message} (${ruleId}, ${at?.pointer ?? '#/'})`;
  });
}
