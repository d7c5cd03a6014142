import { createHash } from 'node:crypto';
import { ValidationFailedError, faultOf } from '../problems/host-errors';
import { controlCharacterFields, mustNotHoldControlCharacters } from '../validation/control-characters';

/** Postgres type of a sort key. */
export type KeyType = 'uuid' | 'text' | 'integer' | 'bigint' | 'timestamptz' | 'date';

export type KeyPart = string | number;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether Postgres takes a part as a value of its type; what it would not take ends in a 500. */
const ACCEPTS: Readonly<Record<KeyType, (part: KeyPart) => boolean>> = {
  uuid: (part) => typeof part === 'string' && UUID.test(part),
  text: (part) => typeof part === 'string',
  integer: (part) => isWhole(part) && Number(part) < 2 ** 31,
  bigint: isWhole,
  timestamptz: (part) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(part)) && exists(part, 24),
  date: (part) => /^\d{4}-\d\d-\d\d$/.test(String(part)) && exists(part, 10),
};

/**
 * Packs the sort key of a page's last row into an opaque cursor.
 * @param digest of what the page was asked for: list, sort and filters
 */
export function encodeCursor(parts: readonly (KeyPart | Date)[], digest?: string): string {
  return Buffer.from(JSON.stringify(digest === undefined ? parts : [digest, ...parts])).toString('base64url');
}

/**
 * Unpacks a cursor with a part of each type. Throws {@link ValidationFailedError} for text that is no such cursor, and for
 * the cursor of something else.
 */
export function decodeCursor(cursor: string, types: readonly KeyType[], digest?: string): KeyPart[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: refused below like any other wrong cursor.
  }
  if (controlCharacterFields(parts).length > 0) {
    throw new ValidationFailedError([mustNotHoldControlCharacters('after')]);
  }
  if (Array.isArray(parts) && parts.every(isPart)) {
    const key = digest === undefined ? parts : parts.slice(1);
    const isOfThis = digest === undefined || parts[0] === digest;
    if (
      isOfThis &&
      key.length === types.length &&
      key.every((part, at) => ACCEPTS[types[at] ?? 'text'](part))
    )
      return key;
  }
  const [en, zh] = [
    'must be a cursor from the field next of a page of this list, with the same sort and filters',
    '必须是本列表在相同排序与筛选条件下上一页返回的 next 游标',
  ];
  throw new ValidationFailedError([faultOf('after', 'isCursor', en, zh)]);
}

/** Unpacks a cursor that is one position, a whole number as decimal text; `undefined` on the first page. */
export function decodePosition(cursor: string | undefined, digest: string): string | undefined {
  return cursor === undefined ? undefined : String(decodeCursor(cursor, ['bigint'], digest)[0]);
}

/** Tells lists, sorts and filters apart; it guards nothing. Filters are the same in whatever order they were given. */
export function cursorDigest(list: string, filters: object, ...sort: unknown[]): string {
  const given = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([list, ...sort, given]))
    .digest('base64url')
    .slice(0, 11);
}

function isPart(part: unknown): part is KeyPart {
  return typeof part === 'string' || typeof part === 'number';
}

/** At most 18 digits, which a bigint holds. No list is ordered by numbers below 0. */
function isWhole(part: KeyPart): boolean {
  return /^\d{1,18}$/.test(String(part));
}

/** Day and time as JavaScript and Postgres both know them: no 30 February, no year 0. */
function exists(part: KeyPart, length: number): boolean {
  const time = new Date(part);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1) return false;
  return time.toISOString().slice(0, length) === part;
}
