import { Injectable } from '@nestjs/common';
import { looksLikeKey } from '../credentials/key-text';
import { Identities, type Identity } from './identities.service';
import { KeyCheck } from './key-check.service';
import { LastUses } from '../credentials/last-uses.service';
import { AccountStanding } from '../credentials/account-standing.service';
import { WallClock } from './wall-clock.service';

/** Who sent a bearer credential: a token, ours or a foreign one, or the key of a partner's system. */
@Injectable()
export class Callers {
  constructor(
    private readonly identities: Identities,
    private readonly keys: KeyCheck,
    private readonly standing: AccountStanding,
    private readonly lastUses: LastUses,
    private readonly clock: WallClock,
  ) {}

  /** Whether {@link identify} costs neither a signature check nor a look into the database. */
  isKnown(credential: string): boolean {
    return looksLikeKey(credential) ? this.keys.isKnown(credential) : this.identities.isKnown(credential);
  }

  /** Throws what says why the credential is not good from that address. */
  async identify(credential: string, address: string): Promise<Identity> {
    if (looksLikeKey(credential)) {
      const now = this.clock.now();
      const identity = await this.keys.identify(credential, address, now);
      this.lastUses.note(identity.actor.id, now);
      return identity;
    }
    const identity = this.identities.recall(credential) ?? (await this.identities.verify(credential));
    const partnerLimits = await this.standing.demand(identity);
    return partnerLimits ? { ...identity, partnerLimits } : identity;
  }
}
