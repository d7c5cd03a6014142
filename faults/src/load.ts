import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem } from '@houtai/tools';
import { Pool } from 'undici';
import { partnerWish, wish, type Company } from './company';
import type { Random } from './random';

/** What clients saw. */
export interface LoadReport {
  readonly seconds: number;
  readonly asked: number;
  readonly accepted: number;
  /** Wishes given up after their repetitions, all refused in a lawful way. */
  readonly refused: number;
  /** Answers that no client should get, in words. */
  readonly wrong: readonly string[];
}

const PER_SECOND = 6;
/** One wish in so many is booked by a partner with its key. */
const BY_PARTNER = 3;
/** What a system in trouble may answer; nothing else of the 500s. */
const LAWFUL = new Set([429, 502, 503, 504]);
/** 409 of a repetition while the first request is still being answered. */
const UNDER_WAY = 'request-under-way';
const ATTEMPTS = 4;
const ANSWER_MS = 15_000;

interface Answer {
  readonly status: number;
  readonly body: { readonly id?: string; readonly code?: string };
}

/**
 * Clients at the gateway: wishes at a steady rate, whatever the answers, and one in four cancelled a little later. What is
 * refused or not answered is repeated with the same idempotency key, as a client does.
 */
export class Load {
  /** Ids of every wish that was answered with 201. */
  readonly acceptedIds: string[] = [];
  private asked = 0;
  private refused = 0;
  private readonly wrong: string[] = [];
  private readonly open = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private readonly began = Date.now();

  private constructor(
    private readonly pool: Pool,
    private readonly token: string,
    private readonly key: string,
    private readonly company: Company,
    private readonly random: Random,
  ) {
    this.timer = setInterval(() => {
      const going = this.book().catch((error: unknown) => void this.wrong.push(String(error)));
      this.open.add(going);
      void going.finally(() => this.open.delete(going));
    }, 1000 / PER_SECOND);
  }

  /** @param key of the partner */
  static async start(
    system: RunningSystem,
    { company, key }: { company: Company; key: string },
    random: Random,
  ): Promise<Load> {
    const [account] = system.accounts;
    const pool = new Pool(system.gatewayUrl, {
      connections: 64,
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
    });
    const answer = await pool.request({
      method: 'POST',
      path: '/api/v1/auth/sign-in',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: account?.username, password: account?.password }),
    });
    const { accessToken } = (await answer.body.json()) as { accessToken?: string };
    if (!accessToken) throw new Error(`sign-in answered ${answer.statusCode}`);
    return new Load(pool, accessToken, key, company, random);
  }

  /** How many wishes were accepted so far. */
  get accepted(): number {
    return this.acceptedIds.length;
  }

  /** No more wishes; those under way are answered or given up. */
  async stop(): Promise<LoadReport> {
    clearInterval(this.timer);
    const seconds = (Date.now() - this.began) / 1000;
    await Promise.all(this.open);
    await this.pool.close();
    const { asked, accepted, refused, wrong } = this;
    return { seconds, asked, accepted, refused, wrong };
  }

  private async book(): Promise<void> {
    this.asked += 1;
    const cancels = this.random.below(4) === 0;
    const isPartner = this.asked % BY_PARTNER === 0;
    const who = isPartner ? this.key : this.token;
    const body = (isPartner ? partnerWish : wish)(this.company, this.random);
    const answer = await this.repeatedly('/api/v1/reservations', body, who);
    if (!answer) return void (this.refused += 1);
    const { id } = answer.body;
    if (answer.status !== 201 || id === undefined) return this.note('a wish', answer);
    this.acceptedIds.push(id);
    if (!cancels) return;
    await sleep(1_500);
    const reason = isPartner ? {} : { reason: 'customer' };
    const cancelled = await this.repeatedly(`/api/v1/reservations/${id}/cancel`, reason, who);
    // A wish that was rejected or has expired meanwhile cannot be cancelled.
    if (cancelled && ![200, 409, 422].includes(cancelled.status)) this.note('a cancellation', cancelled);
  }

  private async repeatedly(path: string, body: object, who: string): Promise<Answer | undefined> {
    const key = randomUUID();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const answer = await this.ask(path, body, { key, who }).catch(() => undefined);
      if (answer && !LAWFUL.has(answer.status) && answer.body.code !== UNDER_WAY) return answer;
      await sleep(1_000);
    }
    return undefined;
  }

  private async ask(path: string, body: object, { key, who }: { key: string; who: string }): Promise<Answer> {
    const answer = await this.pool.request({
      method: 'POST',
      path,
      headers: {
        authorization: `Bearer ${who}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }

  private note(what: string, { status, body }: Answer): void {
    this.wrong.push(`${what} was answered ${status} ${JSON.stringify(body).slice(0, 300)}`);
  }
}
