import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { LOGGER, UnauthenticatedError, type Actor, type Caller, type HostLogger } from '@houtai/service-host';
import { refuse } from '../gateway.errors';
import { AccessNews, newsOfAccount } from './access-news.service';
import { CredentialQueries, type ContractLimits, type Standing } from './credential.queries';
import { Remembered } from './remembered.store';

/** Staff waits so long for what the database says; then the short life of the token has to do. */
const PATIENCE_MS = 1_000;
/** For so long after that it is not asked again. */
const BLIND_MS = 2_000;

/** Whether somebody with a good token still has an account, a session and a partner that may act: tokens outlive all three. */
@Injectable()
export class AccountStanding {
  private readonly remembered: Remembered<Standing>;
  private blindUntil = -Infinity;

  constructor(
    private readonly queries: CredentialQueries,
    private readonly news: AccessNews,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {
    this.remembered = new Remembered((readAt) => this.news.stillHolds(readAt));
    news.onNews((about) => this.remembered.forget(about));
  }

  /**
   * Throws `unauthenticated` for an account that was disabled or a session that has ended, `partner-not-active`. While the
   * database cannot say, people of partners are refused, and staff is not: a car is handed over with the gateway's database
   * down as well, by who could until then and for 15 minutes at most.
   * @returns the limits by contract of a partner's people
   */
  demand(caller: Pick<Caller, 'actor' | 'sessionId'>): Promise<ContractLimits | undefined> {
    return caller.actor.partnerId === undefined ? this.demandStaff(caller) : this.demandOfPartner(caller);
  }

  private async demandOfPartner(
    caller: Pick<Caller, 'actor' | 'sessionId'>,
  ): Promise<ContractLimits | undefined> {
    const { partnerStatus: status, accountIsGood, limits } = await this.read(caller);
    if (status === undefined || accountIsGood === false) throw goodNoMore();
    if (status !== 'active') refuse('partner-not-active', { status });
    return limits;
  }

  private async demandStaff(caller: Pick<Caller, 'actor' | 'sessionId'>): Promise<undefined> {
    if (performance.now() < this.blindUntil) return undefined;
    const standing = await Promise.race([
      this.read(caller),
      delay(PATIENCE_MS, undefined, { ref: false }),
    ]).catch((error: unknown) => {
      if (error instanceof DomainError) throw error;
      this.logger.warn({ err: error }, 'accounts cannot be looked at; staff goes on with the tokens it has');
    });
    if (standing === undefined) this.blindUntil = performance.now() + BLIND_MS;
    else if (standing.accountIsGood === false) throw goodNoMore();
    return undefined;
  }

  private read({ actor, sessionId }: Pick<Caller, 'actor' | 'sessionId'>): Promise<Standing> {
    return this.remembered.get(
      `${actor.id} ${actor.partnerId ?? ''} ${sessionId ?? ''}`,
      aboutOf(actor),
      () => this.queries.standing(actor.partnerId, actor.id, sessionId),
    );
  }
}

function aboutOf({ id, partnerId }: Actor): string {
  return partnerId ?? newsOfAccount(id);
}

function goodNoMore(): UnauthenticatedError {
  return new UnauthenticatedError({ en: 'The token is good no more.', zh: '令牌已失效。' }, 'invalid_token');
}
