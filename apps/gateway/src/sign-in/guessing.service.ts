import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DomainError } from '@houtai/domain-kit';
import { SecretBox } from '@houtai/service-host';
import { gatewayErrors } from '../gateway.errors';
import { addressGroup } from '../identity/client-address.service';
import { WallClock } from '../identity/wall-clock.service';
import { deviceOf, deviceToken } from './known-device.service';
import { countsOf, judgeAttempt, secondsLocked, type Attempted, type Count, type Counted } from './lock-out';
import { SignInFailureStore } from './sign-in-failure.store';

const DEVICE_BYTES = 16;

/** From where somebody tries to sign in. */
export interface SignInFrom {
  /** The client's address. */
  address: string;
  /** What the device was given when it signed in before. */
  deviceToken?: string;
}

/** One attempt, and by what it is judged. */
export interface SignInAttempt {
  readonly attempted: Attempted;
  readonly counts: readonly Count[];
}

/** Bounds how often passwords are guessed at, without letting anybody lock others out. */
@Injectable()
export class Guessing {
  private readonly digest = (text: string) => this.secrets.digest(text);

  constructor(
    private readonly failures: SignInFailureStore,
    private readonly clock: WallClock,
    private readonly secrets: SecretBox,
  ) {}

  /** @param username normalised. Throws `account-locked` before anything dear is done. */
  async begin(username: string, { address, deviceToken: token = '' }: SignInFrom): Promise<SignInAttempt> {
    const network = addressGroup(address);
    const deviceId = deviceOf(token, username, this.clock.now(), this.digest);
    const attempted = { username, network, deviceId };
    const counts = countsOf(attempted, await this.failures.isKnownNetwork(username, network));
    const counted = await this.failures.read(counts);
    if (secondsLocked(counted, this.clock.now()) > 0) throw this.locked(counted);
    return { attempted, counts };
  }

  /** Within the transaction of the sign-in. @returns `account-locked` when others have used the guesses up meanwhile */
  async judge(
    { attempted, counts }: SignInAttempt,
    passwordRight: boolean,
  ): Promise<DomainError | undefined> {
    const now = this.clock.now();
    const { outcome, counted } = judgeAttempt(await this.failures.lock(counts), passwordRight, now);
    if (outcome === 'locked') return this.locked(counted);
    await this.failures.save(counted);
    if (passwordRight) await this.failures.noteNetwork(attempted.username, attempted.network, now);
    return undefined;
  }

  /** For the device that has just signed in: the one it has, with a new time, or one of its own. */
  deviceToken({ attempted: { username, deviceId } }: SignInAttempt): string {
    const id = deviceId ?? randomBytes(DEVICE_BYTES).toString('base64url');
    return deviceToken(username, id, this.clock.now(), this.digest);
  }

  private locked(counted: readonly Counted[]): DomainError {
    const retryAfterSeconds = secondsLocked(counted, this.clock.now());
    return gatewayErrors.error('account-locked', { retryAfterSeconds });
  }
}
