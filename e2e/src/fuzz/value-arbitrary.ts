import fc, { type Arbitrary } from 'fast-check';
import { resolve, type ApiDocument, type Schema } from '../system/api-document';
import { kindOf } from '../walk/walk-world';
import type { KnownIds } from './known-ids';

/** What values are made from. */
export interface Soil {
  readonly document: ApiDocument;
  readonly known: KnownIds;
  /** Business time, around which most instants lie. */
  readonly now: Date;
}

const DAY_MS = 86_400_000;
/** No list or text is made longer than this, whatever its schema allows: what is too long is the business of `spoilt`. */
const MOST_ITEMS = 4;
const MOST_LETTERS = 60;

/** None leads anywhere outside of this machine, and none takes its time. */
const URLS = [
  'http://127.0.0.1:9/hooks',
  'http://127.0.0.1:9/hooks?a=b',
  'https://192.0.2.1/hooks',
  'https://[2001:db8::1]:8443/',
  'https://partner.invalid/hooks',
  'https://xn--fiq228c.invalid/',
  'https://partner.invalid:8443/#part',
  'https://user:secret@partner.invalid/',
];

/** Values that a schema allows, as far as the document tells; `name` is that of the field or parameter. */
export function valueArbitrary(name: string, given: Schema, soil: Soil): Arbitrary<unknown> {
  const schema = resolve(given, soil.document);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueArbitrary(name, one, soil)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const examples = schema.example === undefined || schema.properties ? [] : [fc.constant(schema.example)];
  const types = [schema.type ?? (schema.properties ? 'object' : 'string')].flat();
  return fc.oneof(...examples, ...types.map((type) => ofType(type, name, schema, soil)));
}

function ofType(type: string, name: string, schema: Schema, soil: Soil): Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objectArbitrary(schema, soil);
    case 'array':
      return arrayArbitrary(name, schema, soil);
    case 'integer':
      return integerArbitrary(schema);
    case 'number':
      return fc.double({ min: schema.minimum, max: schema.maximum, noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textArbitrary(name, schema, soil);
  }
}

function objectArbitrary({ properties = {}, required = [] }: Schema, soil: Soil): Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valueArbitrary(name, property, soil)]),
  );
  return fc.record(model, { requiredKeys: required.filter((name) => name in model), noNullPrototype: true });
}

function arrayArbitrary(name: string, schema: Schema, soil: Soil): Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = MOST_ITEMS } = schema;
  const maxLength = Math.max(minItems, Math.min(maxItems, MOST_ITEMS));
  return fc.array(valueArbitrary(name, items, soil), { minLength: minItems, maxLength });
}

function integerArbitrary({ minimum, maximum }: Schema): Arbitrary<number> {
  const [min, max] = [minimum ?? Number.MIN_SAFE_INTEGER, maximum ?? Number.MAX_SAFE_INTEGER];
  const edges = fc.constantFrom(min, max, Math.min(max, Math.max(min, 0)));
  const small = fc.integer({ min: Math.max(min, -1000), max: Math.min(max, Math.max(min, 0) + 1000) });
  return fc.oneof(edges, { arbitrary: small, weight: 4 });
}

function textArbitrary(name: string, schema: Schema, soil: Soil): Arbitrary<string> {
  switch (schema.format) {
    case 'uuid':
      return idArbitrary(kindOf(name), soil);
    case 'date-time':
      return instantArbitrary(soil.now);
    case 'date':
      return instantArbitrary(soil.now).map((instant) => instant.slice(0, 10));
    case 'uri':
      return fc.constantFrom(...URLS);
    case 'email':
      return fc.emailAddress();
    default:
  }
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  const minLength = schema.minLength ?? 0;
  const maxLength = Math.max(minLength, Math.min(schema.maxLength ?? MOST_LETTERS, MOST_LETTERS));
  return fc.oneof(
    fc.string({ minLength, maxLength }),
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.floor(maxLength / 4)) }),
  );
}

/** Mostly one that there is. */
export function idArbitrary(kind: string | undefined, { known }: Soil): Arbitrary<string> {
  const there = kind === undefined ? [] : known.of(kind);
  const nobodys = fc.uuid({ version: 7 });
  if (there.length === 0) return nobodys;
  return fc.oneof({ arbitrary: fc.constantFrom(...there), weight: 5 }, nobodys);
}

function instantArbitrary(now: Date): Arbitrary<string> {
  const near = fc
    .integer({ min: -40 * 24 * 4, max: 60 * 24 * 4 })
    .map((quarters) => new Date(now.getTime() + quarters * (DAY_MS / 96)).toISOString());
  const any = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') });
  return fc.oneof(
    { arbitrary: near, weight: 6 },
    any.map((date) => date.toISOString()),
    near.map((instant) => instant.replace('.000Z', '+08:00')),
  );
}
