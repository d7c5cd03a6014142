import type { ExampleObject, OperationObject, ReferenceObject, ResponseObject } from '@nestjs/swagger';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { problemExample } from './problem-example';
import { problemHeaders } from './response-header-objects';
import { sharedProblemsOf } from './shared-problems';

type RouteOperation = OperationObject & { 'x-houtai-problems'?: string[] };

/** Parts that many operations have in common, by name: written once in a document. */
export interface CommonParts {
  responses: Record<string, ResponseObject>;
  /** One for each code that an operation answers. */
  examples: Record<string, ExampleObject>;
}

const PROBLEM_JSON = 'application/problem+json';

/** Codes that the route declares beside those that every route of its kind has. */
export function problemsNamedBy(operation: RouteOperation): readonly string[] {
  return operation['x-houtai-problems'] ?? [];
}

/** Every code that an operation can answer by what it is and declares. */
export function codesOf(operation: RouteOperation): string[] {
  return [...new Set([...sharedProblemsOf(operation), ...problemsNamedBy(operation)])];
}

/**
 * The problem responses of an operation by status, each with the codes it may have and an example of each. A status
 * whose codes are all `common` ones refers to one response, which is put into `parts`.
 */
export function problemResponses(
  codes: readonly string[],
  errors: DeclaredErrors,
  isCommon: (code: string) => boolean,
  parts: CommonParts,
): Record<string, ResponseObject | ReferenceObject> {
  const byStatus: Record<string, string[]> = {};
  for (const code of codes) {
    const declared = errors[code];
    if (!declared) throw new Error(`the problem ${code} is not declared`);
    parts.examples[code] = problemExample(code, declared);
    (byStatus[String(declared.status)] ??= []).push(code);
  }
  const responses: Record<string, ResponseObject | ReferenceObject> = {};
  for (const [status, ofStatus] of Object.entries(byStatus)) {
    const response = problem(Number(status), ofStatus, errors);
    responses[status] = ofStatus.every(isCommon) ? refer(ofStatus, response, parts) : response;
  }
  return responses;
}

function refer(codes: readonly string[], response: ResponseObject, parts: CommonParts): ReferenceObject {
  const name = codes.length > 3 ? `${codes[0]}.and-${codes.length - 1}-more` : codes.join('.');
  parts.responses[name] = response;
  return { $ref: `#/components/responses/${name}` };
}

function problem(status: number, codes: readonly string[], errors: DeclaredErrors): ResponseObject {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }] as const);
  return {
    description: codes.map((code) => `${code}: ${errors[code]?.en}`).join('; '),
    headers: problemHeaders(status),
    content: {
      [PROBLEM_JSON]: {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: [...codes] } } },
          ],
        },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

/** The codes that a problem response of a document names; none for any other response. */
export function codesNamedIn(response: ResponseObject): readonly string[] {
  const schema = response.content?.[PROBLEM_JSON]?.schema;
  if (!schema || !('allOf' in schema)) return [];
  return (schema.allOf ?? []).flatMap((part) => {
    const code = 'properties' in part ? part.properties?.['code'] : undefined;
    return code && 'enum' in code ? (code.enum as string[]) : [];
  });
}
