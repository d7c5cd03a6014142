import { Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { normaliseUsername } from '../accounts/account';
import { PasswordCheck } from '../accounts/password-check.service';
import { WallClock } from '../identity/wall-clock.service';
import { isLocked, judgeAttempt, secondsLocked, type SignInRecord } from './lock-out';
import { SessionStore } from './session.store';
import { Sessions, type IssuedRefreshToken } from './sessions.service';

/** Checks user names and passwords. */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: WallClock,
  ) {}

  /** Throws `sign-in-refused` (for whatever reason) and `account-locked`. */
  async signIn(typedUsername: string, password: string): Promise<IssuedRefreshToken> {
    const username = normaliseUsername(typedUsername);
    const record = await this.store.recordOf(username);
    if (isLocked(record, this.clock.now())) throw this.locked(record);
    // Outside of the transaction: the hash takes long on purpose and must not hold a connection meanwhile.
    const account = await this.passwords.accountFor(username, password);
    const outcome = await this.unitOfWork.run(async (sql) => {
      const before = await this.store.lockRecordOf(sql, username);
      const attempt = judgeAttempt(before, account !== undefined, this.clock.now());
      if (attempt.outcome === 'locked') return this.locked(attempt.record);
      await this.store.saveRecord(sql, username, attempt.record);
      return account ? this.sessions.begin(sql, account) : refused();
    });
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }

  /** For a change of password. Failures count like those of a sign-in. Throws like {@link signIn}. */
  async confirmPassword(accountId: string, password: string): Promise<void> {
    const username = await this.passwords.usernameOf(accountId);
    if (username === undefined) throw refused();
    const { refreshToken } = await this.signIn(username, password);
    await this.sessions.end(refreshToken);
  }

  private locked(record: SignInRecord): DomainError {
    const retryAfterSeconds = secondsLocked(record, this.clock.now());
    return new DomainError('account-locked', 'Too many failed sign-ins.', { retryAfterSeconds });
  }
}

function refused(): DomainError {
  return new DomainError(
    'sign-in-refused',
    'The user name or the password is wrong, or the account is disabled.',
  );
}
