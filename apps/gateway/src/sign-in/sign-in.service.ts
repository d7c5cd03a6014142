import { Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { normaliseUsername } from '../accounts/account';
import { PasswordCheck } from '../accounts/password-check.service';
import { gatewayErrors } from '../gateway.errors';
import { WallClock } from '../identity/wall-clock.service';
import { addressGroup } from '../identity/client-address.service';
import { judgeAttempt, secondsLocked, type SignInRecords } from './lock-out';
import { SignInFailureStore } from './sign-in-failure.store';
import { Sessions, type IssuedRefreshToken } from './sessions.service';

/** Checks user names and passwords. */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly failures: SignInFailureStore,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: WallClock,
  ) {}

  /**
   * Throws `sign-in-refused` (for whatever reason), `account-locked` and, when all else is right, `partner-not-active`.
   * @param from the client's address
   */
  async signIn(typedUsername: string, password: string, from: string): Promise<IssuedRefreshToken> {
    const username = normaliseUsername(typedUsername);
    const attempted = { address: addressGroup(from), username };
    const records = await this.failures.recordsOf(attempted);
    if (secondsLocked(records, this.clock.now()) > 0) throw this.locked(records);
    // Outside of the transaction: the hash takes long on purpose and must not hold a connection meanwhile.
    const account = await this.passwords.accountFor(username, password);
    const outcome = await this.unitOfWork.run(async () => {
      const before = await this.failures.lockRecordsOf(attempted);
      const attempt = judgeAttempt(before, account !== undefined, this.clock.now());
      if (attempt.outcome === 'locked') return this.locked(attempt.records);
      await this.failures.save(attempted, attempt.records);
      return account ? this.sessions.begin(account) : refused();
    });
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }

  /** For a change of password. Failures count like those of a sign-in. Throws like {@link signIn}. */
  async confirmPassword(accountId: string, password: string, from: string): Promise<void> {
    const username = await this.passwords.usernameOf(accountId);
    if (username === undefined) throw refused();
    const { refreshToken } = await this.signIn(username, password, from);
    await this.sessions.end(refreshToken);
  }

  private locked(records: SignInRecords): DomainError {
    const retryAfterSeconds = secondsLocked(records, this.clock.now());
    return gatewayErrors.error('account-locked', { retryAfterSeconds });
  }
}

function refused(): DomainError {
  return gatewayErrors.error('sign-in-refused');
}
