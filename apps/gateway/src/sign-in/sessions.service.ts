import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { IDS, type IdSource } from '@houtai/service-host';
import type { Account } from '../accounts/account';
import { AccountStore } from '../accounts/account.store';
import { gatewayErrors } from '../gateway.errors';
import { WallClock } from '../identity/wall-clock.service';
import { judgeRefresh, refreshExpiry, type RefreshToken } from './refresh-token';
import { SessionStore } from './session.store';

const SECRET_BYTES = 32;

/** A refresh token as its holder gets it. */
export interface IssuedRefreshToken {
  account: Account;
  /** Named in the access tokens of the session. */
  sessionId: string;
  refreshToken: string;
  refreshExpiresAt: Instant;
}

/** Sessions: families of refresh tokens, of which only the newest is good. */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly accounts: AccountStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: WallClock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Starts a session inside the transaction of the sign-in; a refusal when the account's partner may do nothing. */
  async begin(account: Account): Promise<IssuedRefreshToken | DomainError> {
    const refusal = await this.partnerRefusal(account);
    if (refusal) return refusal;
    const now = this.clock.now();
    const expiresAt = refreshExpiry(now, now);
    return this.issue(account, { familyId: this.ids.next(), signedInAt: now, expiresAt }, now);
  }

  /**
   * Exchanges a token for its successor. A token that comes back a second time ends the whole session.
   * Throws `refresh-refused`, `refresh-token-reused` and `partner-not-active`.
   */
  async refresh(text: string): Promise<IssuedRefreshToken> {
    const now = this.clock.now();
    // The refusal is thrown after the commit: the revocation of a stolen family must not be rolled back with it.
    const outcome = await this.unitOfWork.run(async () => {
      const token = await this.store.lockToken(digest(text));
      const verdict = judgeRefresh(token, now);
      if (token === undefined || verdict.kind === 'refused') return refused();
      if (verdict.kind === 'reused') {
        await this.store.revokeFamily(token, now);
        return gatewayErrors.error('refresh-token-reused');
      }
      const stored = await this.accounts.lockById(token.accountId);
      if (stored?.state.status !== 'enabled') return refused();
      // Not used up: it is good again when the partner is resumed.
      const refusal = await this.partnerRefusal(stored.state);
      if (refusal) return refusal;
      await this.store.markUsed(token.id, now);
      return this.issue(stored.state, { ...token, expiresAt: verdict.expiresAt }, now);
    });
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }

  /** Ends the token's session. An unknown token is no error: its session has ended already. */
  async end(text: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const token = await this.store.lockToken(digest(text));
      if (token) await this.store.revokeFamily(token, this.clock.now());
    });
  }

  /** Ends all sessions of an account, together with what is the reason for it. Their access tokens end within a second. */
  endAllWith<T>(accountId: string, reason: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      const result = await reason();
      await this.store.revokeAll(accountId, this.clock.now());
      return result;
    });
  }

  private async partnerRefusal({ partnerId }: Account): Promise<DomainError | undefined> {
    if (partnerId === undefined) return undefined;
    const status = (await this.accounts.partnerStatus(partnerId)) ?? 'ended';
    return status === 'active' ? undefined : gatewayErrors.error('partner-not-active', { status });
  }

  private async issue(
    account: Account,
    session: Pick<RefreshToken, 'familyId' | 'signedInAt' | 'expiresAt'>,
    now: Instant,
  ): Promise<IssuedRefreshToken> {
    const { familyId, signedInAt, expiresAt } = session;
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const fresh = { id: this.ids.next(), familyId, accountId: account.id, signedInAt, expiresAt };
    await this.store.addToken({ ...fresh, usedAt: null, revokedAt: null }, digest(secret), now);
    return { account, sessionId: familyId, refreshToken: secret, refreshExpiresAt: expiresAt };
  }
}

function refused(): DomainError {
  return gatewayErrors.error('refresh-refused');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
