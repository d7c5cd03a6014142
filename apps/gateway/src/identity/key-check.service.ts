import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { callerOf, realmOf } from '@houtai/service-host';
import { judgeKey } from '../credentials/judge-key';
import { within } from '../credentials/key-networks.service';
import { readKey, type KeyText } from '../credentials/key-text';
import { GatewayConfig } from '../gateway.config';
import { refuse } from '../gateway.errors';
import { AccessNews } from '../credentials/access-news.service';
import { CredentialQueries, type KnownKey } from '../credentials/credential.queries';
import type { Identity } from './identities.service';
import { RefusedKeyError } from '../credentials/refused-key';
import { Remembered } from '../credentials/remembered.store';
import { SigningKey, claimsOf } from './signing-key.service';

/** Life of the token that stands for a key inside the system: longer than what is remembered of a key. */
const EXCHANGE_SECONDS = 60;
/** What the secret of an unknown key is compared with. */
const NO_KEY = Buffer.alloc(32);

interface CheckedKey {
  key: KnownKey;
  identity: Identity;
  isInside: (address: string) => boolean;
}

/** Turns keys of partners' systems into identities. What was found good is remembered until there is news of its partner. */
@Injectable()
export class KeyCheck {
  private readonly checked: Remembered<CheckedKey>;

  constructor(
    private readonly config: GatewayConfig,
    private readonly signingKey: SigningKey,
    private readonly queries: CredentialQueries,
    private readonly news: AccessNews,
  ) {
    this.checked = new Remembered((readAt) => this.news.stillHolds(readAt));
    news.onNews((partnerId) => this.checked.forget(partnerId));
  }

  /** Whether {@link identify} looks nowhere: the key was checked before, or just now is for somebody else. */
  isKnown(text: string): boolean {
    return this.checked.isKnown(nameOf(text));
  }

  /**
   * Form and checksum first, so that a slip costs no look; then realm, id and secret, state, partner, end and network.
   * Throws `key-malformed`, `key-checksum-wrong`, `key-of-other-realm`, `key-refused` and, as
   * {@link RefusedKeyError}, what {@link judgeKey} does.
   */
  async identify(text: string, address: string, now: string): Promise<Identity> {
    const checked = await this.checked.get(
      nameOf(text),
      ({ key }) => key.partnerId,
      () => this.check(this.read(text), now),
    );
    const { key, identity, isInside } = checked;
    try {
      judgeKey(key, now, () => isInside(address), address);
    } catch (error) {
      throw error instanceof DomainError ? new RefusedKeyError(error, key) : error;
    }
    return identity;
  }

  private read(text: string): KeyText {
    const read = readKey(text);
    if (typeof read === 'string') return refuse(read);
    const own = realmOf(this.config);
    if (read.realm !== own) return refuse('key-of-other-realm', { realm: read.realm, own });
    return read;
  }

  private async check({ keyId, secret }: KeyText, now: string): Promise<CheckedKey> {
    const key = await this.queries.key(keyId);
    const given = createHash('sha256').update(secret).digest();
    // An unknown id takes the same path and has the same answer as a wrong secret.
    const right = timingSafeEqual(given, key ? Buffer.from(key.secretHash, 'hex') : NO_KEY);
    if (!key || !right) return refuse('key-refused');
    const { partnerId, name, scopes } = key;
    const subject = { id: keyId, name, roles: ['partner-key'], partnerId, scopes };
    const issued = Math.floor(Date.parse(now) / 1000);
    const until = issued + EXCHANGE_SECONDS;
    const exchanged = await this.signingKey.sign(subject, issued, until);
    const identity = {
      ...callerOf(claimsOf(subject)),
      expiresAt: until * 1000,
      exchanged,
      partnerLimits: key.limits,
    };
    return { key, identity, isInside: within(key.networks) };
  }
}

/** What is remembered is found without keeping secrets in memory. */
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
