import { resolve, type ApiDocument, type Schema } from '../system/api-document';
import { kindOf, type Rows } from './walk-world';

/** A body with what its schema requires and every id that it may name: of `rows`, where these have one of its kind. */
export function sampleBody(schema: Schema, document: ApiDocument, rows: Rows): unknown {
  return valueOf('', schema, document, rows);
}

/** A value for the field or parameter of that name. */
export function valueOf(name: string, given: Schema, document: ApiDocument, rows: Rows): unknown {
  const schema = resolve(given, document);
  const kind = kindOf(name);
  if (kind !== undefined && rows[kind] !== undefined) {
    return schema.type === 'array' ? [rows[kind]] : rows[kind];
  }
  // Before its example, which names no row that there is.
  if (schema.properties) return objectOf(schema, document, rows);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  const [type] = [schema.type].flat();
  if (type === 'object') return {};
  if (type === 'array') return schema.items ? [valueOf(name, schema.items, document, rows)] : [];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (schema.format === 'date-time') return '2030-03-01T02:00:00.000Z';
  if (schema.format === 'date') return '2030-03-01';
  if (schema.format === 'uuid') return '01900000-0000-7000-8000-00000000ffff';
  return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
}

function objectOf(schema: Schema, document: ApiDocument, rows: Rows): Record<string, unknown> {
  const required = new Set(schema.required);
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.has(name) || rows[kindOf(name) ?? ''] !== undefined,
  );
  return Object.fromEntries(
    wanted.map(([name, property]) => [name, valueOf(name, property, document, rows)]),
  );
}
