import type { Bearer } from './bearer.js';

export interface Tokens {
  readonly accessToken: string;
  /** Seconds from now. */
  readonly expiresIn: number;
  readonly refreshToken: string;
}

/** The two ways to tokens, each throwing the problem it is refused with. */
export interface Doors {
  signIn(): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
}

/** A token is not used in its last minute: it must outlive the request. */
const MARGIN_MS = 60_000;

/** A person's session: signs in at the first request, and gets a new token before the old one ends. */
export class Session implements Bearer {
  private tokens: Tokens | undefined;
  private freshUntil = 0;
  private underWay: Promise<string> | undefined;

  constructor(
    private readonly doors: Doors,
    private readonly now: () => number = Date.now,
  ) {}

  async token(): Promise<string> {
    if (this.tokens && this.now() < this.freshUntil) return this.tokens.accessToken;
    return this.next();
  }

  async renew(refused: string): Promise<string> {
    // Another request may have been refused before, and got a new one already.
    if (this.tokens && this.tokens.accessToken !== refused) return this.token();
    return this.next();
  }

  /** One at a time: a refresh token is good once. */
  private next(): Promise<string> {
    this.underWay ??= this.fetch().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async fetch(): Promise<string> {
    const before = this.tokens;
    this.tokens = undefined;
    const refreshed = before && (await this.doors.refresh(before.refreshToken).catch(() => undefined));
    this.tokens = refreshed ?? (await this.doors.signIn());
    this.freshUntil = this.now() + this.tokens.expiresIn * 1000 - MARGIN_MS;
    return this.tokens.accessToken;
  }
}
