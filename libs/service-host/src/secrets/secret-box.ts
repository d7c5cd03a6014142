import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { SealBrokenError } from './seal-broken.error';
import type { SealedPlace } from './sealed-place';

/** `v1`: bound to nothing, only read by now. `v2`: bound to its place. */
export const SEAL_FORMATS = ['v1', 'v2'] as const;
export type SealFormat = (typeof SEAL_FORMATS)[number];

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Personal data at rest: AES-256-GCM, and a keyed hash for looking sealed values up.
 * The key for each purpose is derived from `HOUTAI_DATA_KEY`, so an index tells nothing about the cipher key.
 */
export class SecretBox {
  private readonly cipherKeys: Readonly<Record<SealFormat, Buffer>>;
  private readonly indexKey: Buffer;
  private readonly digestKey: Buffer;

  /**
   * @param dataKey 32 bytes in base64
   * @param writes format of new values; `v1` while instances run that cannot read `v2` yet
   */
  constructor(
    dataKey: string,
    readonly writes: SealFormat = 'v2',
  ) {
    const secret = Buffer.from(dataKey, 'base64');
    if (secret.length !== 32) throw new Error('The data key must be 32 bytes in base64');
    this.cipherKeys = { v1: derive(secret, 'houtai/seal/v1'), v2: derive(secret, 'houtai/seal/v2') };
    this.indexKey = derive(secret, 'houtai/blind-index/v1');
    this.digestKey = derive(secret, 'houtai/digest/v1');
  }

  /** @returns `v2.` + base64url(nonce, cipher text, tag); another text every time, good at this place only */
  seal(plain: string, place: SealedPlace): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.cipherKeys[this.writes], nonce);
    cipher.setAAD(boundTo(this.writes, place));
    const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.writes}.${body.toString('base64url')}`;
  }

  /** Throws {@link SealBrokenError} when the text was not sealed with this key for this place, or was altered. */
  open(sealed: string, place: SealedPlace): string {
    const format = SEAL_FORMATS.find((known) => sealed.startsWith(`${known}.`));
    if (format === undefined) throw new SealBrokenError(place, 'is no sealed value of a known version');
    const body = Buffer.from(sealed.slice(format.length + 1), 'base64url');
    if (body.length < NONCE_BYTES + TAG_BYTES) throw new SealBrokenError(place, 'was cut short');
    const decipher = createDecipheriv('aes-256-gcm', this.cipherKeys[format], body.subarray(0, NONCE_BYTES));
    decipher.setAAD(boundTo(format, place));
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
    const text = decipher.update(body.subarray(NONCE_BYTES, body.length - TAG_BYTES));
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new SealBrokenError(place, 'was moved from another record, altered, or sealed with another key');
    }
  }

  /** Same value, same index: equality lookups on a sealed column. Normalise (trim, case) before. */
  blindIndex(value: string): string {
    return createHmac('sha256', this.indexKey).update(value, 'utf8').digest('base64url');
  }

  /** Tells whether two requests are the same, and nothing to whoever reads the table it is kept in. */
  digest(text: string): Buffer {
    return createHmac('sha256', this.digestKey).update(text, 'utf8').digest();
  }
}

/** Associated data of the cipher; JSON, so that no two places give the same bytes. */
function boundTo(format: SealFormat, { table, column, record }: SealedPlace): Buffer {
  return Buffer.from(format === 'v1' ? '' : JSON.stringify([table, column, record]), 'utf8');
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));
}
