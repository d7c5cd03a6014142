import type { OpenAPIObject } from '@nestjs/swagger';
import type { OperationObject, ParameterObject, SchemaObject } from '@nestjs/swagger';
import { nullableAsType } from './nullable-as-type';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM = { $ref: '#/components/schemas/Problem' };

const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri', examples: ['https://houtai.dev/problems/validation-failed'] },
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
  description: 'A repeated request with the same key gets the first response; kept for 24 hours',
  schema: { type: 'string', maxLength: 255 },
};

/** Completes what the decorators cannot say: problem responses, common headers, OpenAPI 3.1 nullability. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const { components } = document;
  document.components = { ...components, schemas: { ...components?.schemas, Problem: PROBLEM_SCHEMA } };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) completeOperation(method, operation);
    }
  }
  return nullableAsType(document);
}

function completeOperation(method: (typeof METHODS)[number], operation: OperationObject): void {
  const guarded = !('x-houtai-public' in operation);
  const parameters = (operation.parameters ??= []);
  parameters.push(LANGUAGE);
  const replayable = method === 'post' && guarded && !('x-houtai-idempotency-key' in operation);
  if (replayable) parameters.push(IDEMPOTENCY_KEY);
  const named = new Set(parameters.map((parameter) => ('name' in parameter ? parameter.name : '')));
  const takesInput =
    operation.requestBody !== undefined ||
    parameters.some((parameter) => 'in' in parameter && parameter.in !== 'header');
  const problems: [string, string, boolean][] = [
    ['400', 'The request is not valid; every fault is named', takesInput],
    ['401', 'The token is missing, expired or not valid', guarded],
    ['403', 'The roles of the token do not grant the permission', guarded],
    [
      '404',
      'There is no such resource',
      parameters.some((parameter) => 'in' in parameter && parameter.in === 'path'),
    ],
    ['412', 'The resource has changed since the version in If-Match', named.has('If-Match')],
    ['422', 'The Idempotency-Key was used for another request', named.has('Idempotency-Key')],
  ];
  for (const [status, description, applies] of problems) {
    if (applies) operation.responses[status] ??= problem(description);
  }
  operation.responses['default'] ??= problem('Any other problem');
}

function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: PROBLEM } } };
}
