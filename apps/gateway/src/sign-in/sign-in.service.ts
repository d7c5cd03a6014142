import { Injectable } from '@nestjs/common';
import { DomainError } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { normaliseUsername } from '../accounts/account';
import { PasswordCheck } from '../accounts/password-check.service';
import { gatewayErrors } from '../gateway.errors';
import { Guessing, type SignInFrom } from './guessing.service';
import { Sessions, type IssuedRefreshToken } from './sessions.service';

export interface SignedIn extends IssuedRefreshToken {
  /** For the device to keep. */
  deviceToken: string;
}

/** Checks user names and passwords. */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly guessing: Guessing,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `sign-in-refused` (for whatever reason), `account-locked` and, when all else is right, `partner-not-active`. */
  async signIn(typedUsername: string, password: string, from: SignInFrom): Promise<SignedIn> {
    const username = normaliseUsername(typedUsername);
    const attempt = await this.guessing.begin(username, from);
    // Outside of the transaction: the hash takes long on purpose and must not hold a connection meanwhile.
    const account = await this.passwords.accountFor(username, password);
    const outcome = await this.unitOfWork.run(async () => {
      const refusal = await this.guessing.judge(attempt, account !== undefined);
      if (refusal || account === undefined) return refusal ?? refused();
      return this.sessions.begin(account);
    });
    if (outcome instanceof DomainError) throw outcome;
    return { ...outcome, deviceToken: this.guessing.deviceToken(attempt) };
  }

  /** For a change of password. Failures count like those of a sign-in. Throws like {@link signIn}. */
  async confirmPassword(accountId: string, password: string, from: SignInFrom): Promise<void> {
    const username = await this.passwords.usernameOf(accountId);
    if (username === undefined) throw refused();
    const { refreshToken } = await this.signIn(username, password, from);
    await this.sessions.end(refreshToken);
  }
}

function refused(): DomainError {
  return gatewayErrors.error('sign-in-refused');
}
