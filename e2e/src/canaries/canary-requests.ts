import { bodySchemas, routesOf, type ApiDocument, type Route, type Schema } from '../system/api-document';
import { canaryBody, canaryForAll, type Nest } from './canary-body';

/** An operation with a body that it takes: of the house, or of a partner. */
export interface Asked {
  readonly route: Route;
  readonly schema: Schema;
}

/** Every one that a document has. */
export function askedOf(document: ApiDocument): Asked[] {
  return routesOf(document)
    .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method))
    .flatMap((route) => bodySchemas(route.operation, document).map((schema) => ({ route, schema })));
}

/** Bodies that are refused: for each of their fields, for one too many, and because nobody can read them. */
export function refusedBodies(schema: Schema, nest: Nest): unknown[] {
  const { canary } = nest;
  return [
    canaryForAll(schema, nest),
    { ...(canaryBody(schema, nest) as object), [canary]: canary },
    `{"${canary}": "${canary}`,
    `"${canary}"`,
  ];
}
