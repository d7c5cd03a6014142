import { faultOf, type LocalFault } from '../problems/host-errors';

/**
 * C0 but tab and line ends, DEL, and halves of surrogate pairs. Postgres stores neither NUL nor a lone surrogate, and
 * no name, note or number of the business holds one of the others.
 */
const REFUSED = /(?![\t\n\r\u0080-\u009f])[\p{Cc}\p{Cs}]/u;

/** The paths of all texts and of all keys that hold a refused character, each key with its characters escaped. */
export function controlCharacterFields(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return REFUSED.test(value) ? [path] : [];
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => controlCharacterFields(item, `${path}[${i}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const shown = escaped(name);
    const own = path ? `${path}.${shown}` : shown;
    return REFUSED.test(name) ? [own] : controlCharacterFields(field, own);
  });
}

/**
 * The same for the other rules to judge: without the fields whose key is refused, and with its texts well-formed, since
 * libraries throw at half a surrogate pair.
 */
export function fitForOtherRules(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Cs}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(fitForOtherRules);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      REFUSED.test(name) ? [] : [[name, fitForOtherRules(field)]],
    ),
  );
}

export function mustNotHoldControlCharacters(field: string): LocalFault {
  return faultOf(field, 'hasNoControlCharacters', 'must not contain control characters', '不能包含控制字符');
}

function escaped(name: string): string {
  return [...name]
    .map((char) => (REFUSED.test(char) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char))
    .join('');
}
