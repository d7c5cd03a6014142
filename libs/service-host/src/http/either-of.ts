import type { Type as Class } from '@nestjs/common';
import { getSchemaPath, type SchemaObject } from '@nestjs/swagger';

/** Schema of a body that is one thing for the house and another for a partner; both are models of the document. */
export function eitherOf(house: Class, partner: Class): SchemaObject {
  return { anyOf: [{ $ref: getSchemaPath(house) }, { $ref: getSchemaPath(partner) }] };
}
