import type { OpenAPIObject } from '@nestjs/swagger';
import type { OperationObject, ParameterObject, SchemaObject } from '@nestjs/swagger';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { nullableAsType } from './nullable-as-type';
import { codesOf, problemResponses, problemsNamedBy, type CommonParts } from './problem-responses';
import { addRetirementHeaders } from './retirement-headers';
import { addRequestExamples } from './request-example';
import { RESPONSE_HEADERS } from './response-header-objects';
import { addSuccessHeaders } from './success-headers';
import { sharedErrors } from '../problems/shared.errors';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'traceId'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Where the problem is described, at the public address of the installation',
      examples: ['/problems/validation-failed'],
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable name of the problem' },
    instance: { type: 'string', description: 'Path of the request' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      description: 'Every fault of the request',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
      },
    },
    details: { type: 'object', additionalProperties: true, description: 'Facts about the refusal' },
  },
};

const LANGUAGE: ParameterObject = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: 'Language of problem details: en (default) or zh',
  schema: { type: 'string' },
};

const IDEMPOTENCY_KEY: ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A repeated request with the same key gets the first response; kept for 24 hours. Demanded of API keys where something is made (201)',
  schema: { type: 'string', maxLength: 255 },
};

/**
 * Completes what the decorators cannot say: problem responses, common headers, examples of bodies, OpenAPI 3.1
 * nullability.
 *
 * @param errors every refusal that the service declares, and the shared ones
 * @throws Error when an operation names a problem that is not among them
 */
export function completeDocument(document: OpenAPIObject, errors: DeclaredErrors): OpenAPIObject {
  const parts: CommonParts = { responses: {}, examples: {} };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      addHeaders(method, operation);
      const unknown = problemsNamedBy(operation).find((code) => !(code in errors));
      if (unknown !== undefined) {
        const route = `${method.toUpperCase()} ${path}`;
        throw new Error(`${route} names the problem ${unknown}, which is not declared`);
      }
      addRequestExamples(operation, document);
      addSuccessHeaders(operation, document);
      const refusals = problemResponses(codesOf(operation), errors, isShared, parts);
      Object.assign(operation.responses, refusals);
      if ('x-houtai-retired' in operation) addRetirementHeaders(operation.responses, parts);
    }
  }
  const { components } = document;
  document.components = {
    ...components,
    schemas: { ...components?.schemas, Problem: PROBLEM_SCHEMA },
    headers: { ...RESPONSE_HEADERS },
    ...parts,
  };
  return nullableAsType(document);
}

function isShared(code: string): boolean {
  return code in sharedErrors.declared;
}

function addHeaders(method: (typeof METHODS)[number], operation: OperationObject): void {
  const guarded = !('x-houtai-public' in operation);
  const parameters = (operation.parameters ??= []);
  parameters.push(LANGUAGE);
  const replayable = method === 'post' && guarded && !('x-houtai-idempotency-key' in operation);
  if (replayable) parameters.push(IDEMPOTENCY_KEY);
}
