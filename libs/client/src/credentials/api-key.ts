const FORM = /^(htk_(live|test)_[0-9a-f]{32}_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_LENGTH = 6;

/**
 * The realm of a key: `live` books real cars, `test` is an installation to try things out.
 *
 * @throws TypeError for what cannot be a key: cut, mistyped, or something else altogether. The text is not repeated.
 */
export function realmOfKey(key: string): 'live' | 'test' {
  const [, body = '', realm, checksum] = FORM.exec(key) ?? [];
  if (realm !== 'live' && realm !== 'test')
    throw new TypeError('Not an API key: one begins with htk_live_ or htk_test_');
  if (checksumOf(body) !== checksum)
    throw new TypeError('The API key is mistyped or cut: its checksum is wrong');
  return realm;
}

/** CRC-32 (IEEE 802.3) in base 62, as the company writes it at the end of a key. */
function checksumOf(body: string): string {
  let crc = 0xffffffff;
  for (const character of body) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  let text = '';
  for (let rest = (crc ^ 0xffffffff) >>> 0; rest > 0; rest = Math.floor(rest / 62))
    text = `${DIGITS[rest % 62]}${text}`;
  return text.padStart(CHECKSUM_LENGTH, '0');
}
