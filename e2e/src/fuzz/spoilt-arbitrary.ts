import fc, { type Arbitrary } from 'fast-check';

/** Values of which each has once broken something, somewhere. */
const EVIL: readonly unknown[] = [
  null,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202eabc',
  '🚗'.repeat(50),
  "'; drop table reservation; --",
  '%00',
  '%',
  '../../etc/passwd',
  '{{7*7}}',
  '${7*7}',
  'x'.repeat(10_000),
  'null',
  'NaN',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '+275760-09-13T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-06-30T23:59:60Z',
  '2026-01-01T00:00:00',
  '2026-01-01',
  '0000-00-00',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '019C0000-0000-7000-8000-00000000000A',
  0,
  -0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  true,
  false,
  [],
  [null],
  [[[[]]]],
  {},
  { a: 1 },
  { constructor: { prototype: {} } },
];

export const evil = fc.constantFrom(...EVIL);
export const evilText = fc.constantFrom(...EVIL.filter((one) => typeof one === 'string'));

/** A body with one or two faults: a field left out, of another kind, that nobody knows, too many of it. */
export function spoilt(body: unknown): Arbitrary<unknown> {
  return fc
    .array(fc.tuple(fc.nat(1_000), fc.nat(4), evil), { minLength: 1, maxLength: 2 })
    .map((faults) => faults.reduce<unknown>((left, fault) => spoil(left, fault), structuredClone(body)));
}

function spoil(body: unknown, [where, how, evilValue]: [number, number, unknown]): unknown {
  // Its own: the next fault may be one of it, or the value itself once more.
  const value = structuredClone(evilValue);
  const places = placesIn(body);
  const place = places[where % Math.max(1, places.length)];
  if (!place) return value;
  const { holder, key } = place;
  const before: unknown = Reflect.get(holder, key);
  if (how === 0) Reflect.deleteProperty(holder, key);
  else if (how === 1 && !Array.isArray(holder)) Reflect.set(holder, 'nobodyKnowsThis', value);
  else if (how === 2 && typeof before === 'number') Reflect.set(holder, key, -before - 0.5);
  else if (how === 2 && typeof before === 'string') Reflect.set(holder, key, before.repeat(300));
  else if (how === 2 && Array.isArray(before)) Reflect.set(holder, key, Array(500).fill(before[0] ?? null));
  else Reflect.set(holder, key, value);
  return body;
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)]);
}

/** Bodies that are no JSON object, or not what their head says they are. */
export const brokenBody: Arbitrary<{ text: string; type: string }> = fc.constantFrom(
  { text: '', type: 'application/json' },
  { text: '{', type: 'application/json' },
  { text: '[]', type: 'application/json' },
  { text: 'null', type: 'application/json' },
  { text: '"text"', type: 'application/json' },
  { text: '{"a":1}{"b":2}', type: 'application/json' },
  { text: '{"__proto__":{"polluted":true}}', type: 'application/json' },
  { text: '{"constructor":{"prototype":{"polluted":true}}}', type: 'application/json' },
  { text: `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`, type: 'application/json' },
  { text: '{}', type: 'text/plain' },
  { text: '{}', type: 'application/json; charset=utf-16' },
  { text: 'a=1', type: 'application/x-www-form-urlencoded' },
  { text: '<a/>', type: 'application/xml' },
  { text: '{}', type: 'nonsense' },
);
