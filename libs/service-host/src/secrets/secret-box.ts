import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const PREFIX = 'v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Personal data at rest: AES-256-GCM, and a keyed hash for looking sealed values up.
 * The key for each purpose is derived from `HOUTAI_DATA_KEY`, so an index tells nothing about the cipher key.
 */
export class SecretBox {
  private readonly cipherKey: Buffer;
  private readonly indexKey: Buffer;
  private readonly digestKey: Buffer;

  /** @param dataKey 32 bytes in base64 */
  constructor(dataKey: string) {
    const secret = Buffer.from(dataKey, 'base64');
    if (secret.length !== 32) throw new Error('The data key must be 32 bytes in base64');
    this.cipherKey = derive(secret, 'houtai/seal/v1');
    this.indexKey = derive(secret, 'houtai/blind-index/v1');
    this.digestKey = derive(secret, 'houtai/digest/v1');
  }

  /** @returns `v1.` + base64url(nonce, cipher text, tag); another text every time */
  seal(plain: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.cipherKey, nonce);
    const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return PREFIX + body.toString('base64url');
  }

  /** Throws when the text was not sealed with this key or was altered. */
  open(sealed: string): string {
    if (!sealed.startsWith(PREFIX)) throw new Error('Not a sealed value of a known version');
    const body = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
    if (body.length < NONCE_BYTES + TAG_BYTES) throw new Error('A sealed value was cut short');
    const decipher = createDecipheriv('aes-256-gcm', this.cipherKey, body.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
    const text = body.subarray(NONCE_BYTES, body.length - TAG_BYTES);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
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

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));
}
