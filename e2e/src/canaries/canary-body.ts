import type { ApiDocument, Schema } from '../system/api-document';
import { resolve } from '../system/api-document';
import type { KnownIds } from '../fuzz/known-ids';
import { kindOf } from '../walk/walk-world';

/** What bodies are made of. */
export interface Nest {
  readonly document: ApiDocument;
  readonly known: KnownIds;
  /** Stands in every text that may be free, and nowhere else in the system. */
  readonly canary: string;
}

const FAR_AWAY = '2030-03-01T02:00:00.000Z';

/** A body with every field there is, as the schema wants it, and the canary in each that takes free text. */
export function canaryBody(schema: Schema, nest: Nest): unknown {
  return valueOf('', schema, nest, (text) => text);
}

/** The same with the canary instead of every value, whatever its type: each field is at fault. */
export function canaryForAll(schema: Schema, nest: Nest): unknown {
  return valueOf('', schema, nest, () => `${nest.canary}!`);
}

function valueOf(name: string, given: Schema, nest: Nest, spoil: (value: unknown) => unknown): unknown {
  const schema = resolve(given, nest.document);
  const one = schema.anyOf?.find(({ type }) => type !== 'null');
  if (one) return valueOf(name, one, nest, spoil);
  const type = [schema.type ?? (schema.properties ? 'object' : 'string')]
    .flat()
    .find((each) => each !== 'null');
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, valueOf(key, inner, nest, spoil)]),
    );
  }
  if (type === 'array') {
    const items = Array.from({ length: Math.max(1, schema.minItems ?? 1) });
    return items.map(() => valueOf(name, schema.items ?? {}, nest, spoil));
  }
  return spoil(
    type === 'string' ? textOf(name, schema, nest) : (schema.example ?? numberOrFlag(type, schema)),
  );
}

function numberOrFlag(type: string | undefined, { minimum, enum: values }: Schema): unknown {
  return values?.[0] ?? (type === 'boolean' ? true : (minimum ?? 1));
}

function textOf(name: string, schema: Schema, { known, canary }: Nest): unknown {
  if (schema.enum) return schema.enum[0];
  switch (schema.format) {
    case 'uuid':
      return known.of(kindOf(name) ?? '')[0] ?? '01900000-0000-7000-8000-00000000ffff';
    case 'date-time':
      return FAR_AWAY;
    case 'date':
      return FAR_AWAY.slice(0, 10);
    case 'email':
      return `${canary}@nest.example`;
    case 'uri':
      return `https://${canary}.invalid/${canary}`;
    default:
  }
  const { pattern, minLength = 0, maxLength = Infinity } = schema;
  const fits = [canary, canary.toLowerCase(), canary.toUpperCase()].find(
    (text) => text.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text)),
  );
  return fits?.padEnd(minLength, '.') ?? schema.example ?? 'x'.repeat(Math.max(1, minLength));
}
