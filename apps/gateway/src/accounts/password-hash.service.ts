import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const BLOCK_SIZE = 8;
const PARALLELISM = 3;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Node has four threads for such work, and the sign-in of each database connection needs one of them too. */
const AT_ONCE = 2;
const FORM = /^scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

/** scrypt with its parameters kept beside each hash (`scrypt$ln=15,r=8,p=3$salt$hash`), so that they can be raised. */
@Injectable()
export class PasswordHash {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly config: GatewayConfig) {}

  async make(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.stretch(password, salt, this.config.passwordCost, BLOCK_SIZE, PARALLELISM);
    const parameters = `ln=${this.config.passwordCost},r=${BLOCK_SIZE},p=${PARALLELISM}`;
    return `scrypt$${parameters}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  }

  /** `stored` is undefined for an unknown user: the same work is done, so the answer takes as long. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const [, cost, blockSize, parallelism, salt = '', hash = ''] = FORM.exec(stored ?? '') ?? [];
    if (cost === undefined) {
      await this.stretch(
        password,
        randomBytes(SALT_BYTES),
        this.config.passwordCost,
        BLOCK_SIZE,
        PARALLELISM,
      );
      return false;
    }
    const expected = Buffer.from(hash, 'base64url');
    const salted = Buffer.from(salt, 'base64url');
    const actual = await this.stretch(password, salted, Number(cost), Number(blockSize), Number(parallelism));
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  }

  /** Whether the hash was made with other parameters than those in force. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith(`scrypt$ln=${this.config.passwordCost},r=${BLOCK_SIZE},p=${PARALLELISM}$`);
  }

  private async stretch(password: string, salt: Buffer, cost: number, r: number, p: number): Promise<Buffer> {
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.waiting.push(go));
    else this.running += 1;
    try {
      const N = 2 ** cost;
      return await derive(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r });
    } finally {
      // The place goes to the next one, or is free.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
