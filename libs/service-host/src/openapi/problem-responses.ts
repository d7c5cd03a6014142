import type { OperationObject, ReferenceObject, ResponseObject } from '@nestjs/swagger';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { sharedProblemsOf } from './shared-problems';

type RouteOperation = OperationObject & { 'x-houtai-problems'?: string[] };

/** Responses that many operations have in common, by name: written once in a document. */
export type CommonResponses = Record<string, ResponseObject>;

/** Codes that the route declares beside those that every route of its kind has. */
export function problemsNamedBy(operation: RouteOperation): readonly string[] {
  return operation['x-houtai-problems'] ?? [];
}

/**
 * The problem responses of an operation by status: of the codes it names, and of the shared ones that apply to it. A
 * status that only shared problems have refers to one response, which is put into `common`.
 */
export function problemResponses(
  operation: RouteOperation,
  errors: DeclaredErrors,
  common: CommonResponses,
): Record<string, ResponseObject | ReferenceObject> {
  const shared = sharedProblemsOf(operation);
  const byStatus: Record<string, string[]> = {};
  for (const code of new Set([...shared, ...problemsNamedBy(operation)])) {
    (byStatus[String(errors[code]?.status)] ??= []).push(code);
  }
  const responses: Record<string, ResponseObject | ReferenceObject> = {};
  for (const [status, codes] of Object.entries(byStatus)) {
    const response = problem(codes.map((code) => `${code}: ${errors[code]?.en}`).join('; '));
    const isCommon = codes.every((code) => shared.includes(code));
    responses[status] = isCommon ? refer(codes.join('.'), response, common) : response;
  }
  responses['default'] = refer('other-problem', problem('Any other problem'), common);
  return responses;
}

function refer(name: string, response: ResponseObject, common: CommonResponses): ReferenceObject {
  common[name] = response;
  return { $ref: `#/components/responses/${name}` };
}

function problem(description: string): ResponseObject {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
