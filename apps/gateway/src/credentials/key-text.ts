import type { Realm } from './realms';

/** A key as its holder has it: `htk_<realm>_<id>_<secret><checksum>`. */
export interface KeyText {
  realm: Realm;
  keyId: string;
  /** 256 random bits in base 62. */
  secret: string;
}

/** Why a text is no key of ours, found without looking anywhere. */
export type KeySlip = 'key-malformed' | 'key-checksum-wrong';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = /^(htk_(live|test)_([0-9a-f]{32})_([0-9A-Za-z]{43}))([0-9A-Za-z]{6})$/;

/** Whether a bearer credential means to be a key. */
export function looksLikeKey(credential: string): boolean {
  return credential.startsWith('htk_');
}

/** @param secret 32 bytes */
export function writeKey(realm: Realm, keyId: string, secret: Uint8Array): string {
  const number = secret.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const body = `htk_${realm}_${keyId.replaceAll('-', '')}_${inBase62(number, SECRET_LENGTH)}`;
  return body + checksumOf(body);
}

/** Takes a key apart; a slip of the pen or a cut text is told from a key that is not good. */
export function readKey(text: string): KeyText | KeySlip {
  const [, body = '', realm, id = '', secret = '', checksum] = FORM.exec(text) ?? [];
  if (realm === undefined) return 'key-malformed';
  if (checksumOf(body) !== checksum) return 'key-checksum-wrong';
  const keyId = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { realm: realm as Realm, keyId, secret };
}

/** CRC-32 (IEEE 802.3) of the text before it. */
function checksumOf(body: string): string {
  let crc = 0xffffffff;
  for (const character of body) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return inBase62(BigInt((crc ^ 0xffffffff) >>> 0), CHECKSUM_LENGTH);
}

function inBase62(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; rest > 0n; rest /= 62n) text = `${DIGITS[Number(rest % 62n)]}${text}`;
  return text.padStart(length, '0');
}
