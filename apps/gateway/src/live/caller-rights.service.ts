import { Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { UnauthenticatedError, type Caller } from '@houtai/service-host';
import { CredentialQueries, type KnownKey } from '../credentials/credential.queries';
import { judgeKey } from '../credentials/judge-key';
import { within } from '../credentials/key-networks.service';
import { AccountStanding } from '../credentials/account-standing.service';
import { WallClock } from '../identity/wall-clock.service';
import { StaffRights } from './staff-rights.queries';

/** Somebody who listens, as they came. */
export interface LiveCaller extends Caller {
  /** Of their token, ms since 1970. That of a key stands for it for a minute only, and says nothing about it. */
  readonly expiresAt: number;
  /** Where they came from. */
  readonly address: string;
}

/** Whether callers may still do what they could when they came. */
@Injectable()
export class CallerRights {
  constructor(
    private readonly staff: StaffRights,
    private readonly standing: AccountStanding,
    private readonly credentials: CredentialQueries,
    private readonly clock: WallClock,
  ) {}

  /** Those who may not, each with what a request of theirs would be refused with. */
  async lostBy(callers: readonly LiveCaller[]): Promise<ReadonlyMap<LiveCaller, DomainError>> {
    const now = Date.parse(this.clock.now());
    const lost = new Map<LiveCaller, DomainError>();
    const ofStaff = callers.filter(({ actor }) => actor.partnerId === undefined);
    const keys = new Map<string, Promise<KnownKey | undefined>>();
    const keyOf = (id: string) => {
      const known = keys.get(id) ?? this.credentials.key(id);
      keys.set(id, known);
      return known;
    };
    const without = await this.staff.lostBy(ofStaff.map(({ actor }) => actor));
    for (const caller of callers) {
      if (without.has(caller.actor)) lost.set(caller, ended());
      else if (!isKey(caller) && caller.expiresAt <= now) lost.set(caller, ended());
      else {
        const demanded = isKey(caller) ? this.ofKey(caller, keyOf) : this.standing.demand(caller);
        await demanded.catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          lost.set(caller, error);
        });
      }
    }
    return lost;
  }

  private async ofKey(
    caller: LiveCaller,
    keyOf: (id: string) => Promise<KnownKey | undefined>,
  ): Promise<void> {
    const key = await keyOf(caller.actor.id);
    if (key === undefined) throw ended();
    judgeKey(key, this.clock.now(), () => within(key.networks)(caller.address), caller.address);
    if ([...caller.permissions].some((permission) => !key.scopes.includes(permission))) throw ended();
  }
}

function isKey({ actor }: Caller): boolean {
  return actor.roles.includes('partner-key');
}

function ended(): UnauthenticatedError {
  return new UnauthenticatedError(
    { en: 'The token is good no more; take a new one.', zh: '令牌已失效，请重新获取。' },
    'invalid_token',
  );
}
