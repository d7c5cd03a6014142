import type { AuditEntry } from './audit.dto';

/** Bytes of UTF-8 that fit an index of Postgres, with room for the other column of it. */
const MOST_BYTES = 2000;
/** Postgres stores neither NUL nor half of a surrogate pair. */
const NOT_STORABLE = /\u0000|\p{Cs}/gu;
const REPLACEMENT = '\ufffd';
const CUT = '…';

/**
 * The entry as the database takes it. Names come from foreign issuers and paths from anybody: what cannot be stored in
 * them is replaced by a visible mark, and what is too long for the indexes is cut.
 */
export function storable(entry: AuditEntry): AuditEntry {
  const texts = Object.entries(entry).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? short(value.replace(NOT_STORABLE, REPLACEMENT)) : value,
  ]);
  return Object.fromEntries(texts) as AuditEntry;
}

function short(text: string): string {
  // A UTF-16 unit takes 3 bytes at most.
  if (text.length * 3 <= MOST_BYTES) return text;
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > MOST_BYTES - CUT.length * 3) return kept + CUT;
    kept += character;
  }
  return kept;
}
