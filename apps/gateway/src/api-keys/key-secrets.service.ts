import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { IDS, realmOf, type IdSource } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { readKey, writeKey } from '../credentials/key-text';

const SECRET_BYTES = 32;

export interface FreshKey {
  keyId: string;
  /** Shown once. */
  text: string;
  /** What is stored. */
  secretHash: string;
}

/** Makes keys of this installation's realm. */
@Injectable()
export class KeySecrets {
  constructor(
    private readonly config: GatewayConfig,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  fresh(): FreshKey {
    const keyId = this.ids.next();
    const text = writeKey(realmOf(this.config), keyId, randomBytes(SECRET_BYTES));
    const read = readKey(text);
    if (typeof read === 'string') throw new Error(`a new key cannot be read: ${read}`);
    return { keyId, text, secretHash: createHash('sha256').update(read.secret).digest('hex') };
  }
}
