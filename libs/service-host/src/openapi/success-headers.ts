import type {
  OpenAPIObject,
  OperationObject,
  ReferenceObject,
  ResponseObject,
  SchemaObject,
} from '@nestjs/swagger';
import { successHeaders, type ResponseHeader } from './response-header-objects';
import { header } from './shared-problems';

/** Names the headers of the answers that do what was asked: those that every answer has, and what its body brings. */
export function addSuccessHeaders(operation: OperationObject, document: OpenAPIObject): void {
  for (const response of Object.values(operation.responses)) {
    if (!response || '$ref' in response) continue;
    const own = [...broughtBy(response, document), ...replays(operation)];
    response.headers = { ...successHeaders(own), ...response.headers };
  }
}

/** `ETag` comes from a numeric `version`, `Link` from the `next` of a page (see `addResponseHeaders`). */
function broughtBy(response: ResponseObject, document: OpenAPIObject): ResponseHeader[] {
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return [];
  const shapes = shapesOf(schema, document);
  const isPage = shapes.some(({ properties = {} }) => 'items' in properties && 'next' in properties);
  const hasVersion = shapes.some(({ properties = {} }) => 'version' in properties);
  return [...(isPage ? ['Link' as const] : []), ...(hasVersion ? ['ETag' as const] : [])];
}

function shapesOf(schema: SchemaObject | ReferenceObject, document: OpenAPIObject): SchemaObject[] {
  if ('$ref' in schema) {
    const target = document.components?.schemas?.[schema.$ref.replace('#/components/schemas/', '')];
    return target ? shapesOf(target, document) : [];
  }
  const choices = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...choices.flatMap((choice) => shapesOf(choice, document))];
}

function replays(operation: OperationObject): ResponseHeader[] {
  return header(operation, 'Idempotency-Key') ? ['Idempotency-Replayed'] : [];
}
