import type { Type as Class } from '@nestjs/common';
import { getSchemaPath, type SchemaObject } from '@nestjs/swagger';

/** Whom the alternatives of {@link eitherOf} are for, in their order. */
const READERS = ['house', 'partner'];

/**
 * Schema of a body that is one thing for the house and another for a partner; both are models of the document. The extension says
 * which is whose, so that a document for one of them shows theirs alone.
 */
export function eitherOf(house: Class, partner: Class): SchemaObject {
  const anyOf = [{ $ref: getSchemaPath(house) }, { $ref: getSchemaPath(partner) }];
  const schema = { anyOf, 'x-houtai-either': READERS };
  return schema;
}
