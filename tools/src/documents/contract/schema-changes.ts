import { resolve, type Contract, type Schema } from './contract';

/** Who sends it: callers may be asked for nothing more, and must not be told less. */
export type Sender = 'caller' | 'house';

export interface Versions {
  readonly was: Contract;
  readonly is: Contract;
}

const LEAST = ['minimum', 'minLength', 'minItems'] as const;
const MOST = ['maximum', 'maxLength', 'maxItems'] as const;

/** What breaks those who send or read a value of this shape, each as a sentence. */
export function schemaChanges(
  before: Schema,
  after: Schema,
  sender: Sender,
  versions: Versions,
  at = '',
  seen: ReadonlySet<string> = new Set(),
): string[] {
  const pair = `${before.$ref} ${after.$ref}`;
  if (before.$ref !== undefined && seen.has(pair)) return [];
  const inside = new Set(seen).add(pair);
  const [was, is] = [resolve(before, versions.was), resolve(after, versions.is)];
  const deeper = (a: Schema, b: Schema, where: string): string[] =>
    schemaChanges(a, b, sender, versions, where, inside);
  return [
    ...kindChanges(was, is, sender).map((change) => `${at || 'the body'} ${change}`),
    ...propertyChanges(was, is, sender, at),
    ...Object.entries(was.properties ?? {}).flatMap(([name, property]) => {
      const now = is.properties?.[name];
      return now ? deeper(property, now, at === '' ? name : `${at}.${name}`) : [];
    }),
    ...(was.items && is.items ? deeper(was.items, is.items, `${at}[]`) : []),
    ...alternativeChanges(was, is, sender, at, deeper),
  ];
}

function kindChanges(was: Schema, is: Schema, sender: Sender): string[] {
  const changes: string[] = [];
  const [before, after] = [typesOf(was), typesOf(is)];
  // What is sent by callers has to be taken still; what is sent to them has to be of a kind they know.
  const [known, offered] = sender === 'caller' ? [before, after] : [after, before];
  const strange = known.filter((type) => !covers(offered, type));
  if (offered.length > 0 && strange.length > 0) {
    changes.push(
      sender === 'caller' ? `cannot be ${strange.join(', ')} any more` : `can be ${strange.join(', ')}`,
    );
  }
  if (was.format !== is.format && (sender === 'house' || is.format !== undefined)) {
    changes.push(`has the format ${is.format ?? 'none'} instead of ${was.format ?? 'none'}`);
  }
  return sender === 'caller' ? [...changes, ...narrowings(was, is)] : changes;
}

function narrowings(was: Schema, is: Schema): string[] {
  const changes: string[] = [];
  const [before, after] = [valuesOf(was), valuesOf(is)];
  const gone = after && (before?.filter((value) => !after.includes(value)) ?? ['what it could be']);
  if (gone && gone.length > 0) changes.push(`takes no more: ${gone.join(', ')}`);
  if (is.pattern !== undefined && is.pattern !== was.pattern) changes.push(`has to match ${is.pattern}`);
  for (const limit of LEAST) {
    const now = is[limit];
    if (now !== undefined && now > (was[limit] ?? -Infinity) && now > 0)
      changes.push(`has the ${limit} ${now}`);
  }
  for (const limit of MOST) {
    const now = is[limit];
    if (now !== undefined && now < (was[limit] ?? Infinity)) changes.push(`has the ${limit} ${now}`);
  }
  return changes;
}

/** Unknown fields are refused, so one that callers sent may not go; one that they read may not go, nor become uncertain. */
function propertyChanges(was: Schema, is: Schema, sender: Sender, at: string): string[] {
  const named = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const gone = Object.keys(was.properties ?? {}).filter((name) => !(name in (is.properties ?? {})));
  const changes = is.properties || was.properties ? gone.map((name) => `${named(name)} is gone`) : [];
  const [certain, before] = sender === 'caller' ? [is.required, was.required] : [was.required, is.required];
  const other = (certain ?? []).filter((name) => !before?.includes(name) && !gone.includes(name));
  return [
    ...changes,
    ...other.map((name) => `${named(name)} ${sender === 'caller' ? 'is demanded' : 'may be missing'}`),
  ];
}

function alternativeChanges(
  was: Schema,
  is: Schema,
  sender: Sender,
  at: string,
  deeper: (a: Schema, b: Schema, where: string) => string[],
): string[] {
  const [before, after] = [was.anyOf ?? was.oneOf, is.anyOf ?? is.oneOf];
  if (!before && !after) return [];
  if (!before || !after || before.length !== after.length) {
    const fewer = (after?.length ?? 1) < (before?.length ?? 1);
    return fewer === (sender === 'caller') ? [`${at || 'the body'} has other alternatives`] : [];
  }
  return before.flatMap((one, n) => deeper(one, after[n] ?? {}, at));
}

function typesOf({ type }: Schema): readonly string[] {
  if (type === undefined) return [];
  return typeof type === 'string' ? [type] : type;
}

function covers(offered: readonly string[], type: string): boolean {
  return offered.includes(type) || (type === 'integer' && offered.includes('number'));
}

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  return 'const' in schema ? [schema.const] : schema.enum;
}
