import type { RunningSystem } from '@houtai/tools';
import { Pool } from 'undici';

interface Submission {
  /** Milliseconds since 1970 when the request was handed to the socket. */
  readonly sentAt: number;
  readonly reservationId: string;
}

/** Sends wishes to the gateway as one signed-in desk; nothing is repeated, every refusal is an error. */
export class Submitter {
  private constructor(
    private readonly pool: Pool,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn({ gatewayUrl, accounts }: RunningSystem, connections: number): Promise<Submitter> {
    const account = accounts.find(({ roles }) => roles.includes('admin'));
    if (!account) throw new Error('there is no account of an administrator');
    const pool = new Pool(gatewayUrl, { connections, pipelining: 1 });
    const { username, password } = account;
    const answer = await pool.request({
      method: 'POST',
      path: '/api/v1/auth/sign-in',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const { accessToken } = (await answer.body.json()) as { accessToken: string };
    return new Submitter(pool, {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
    });
  }

  async submit(wish: object): Promise<Submission> {
    const body = JSON.stringify(wish);
    const sentAt = Date.now();
    const answer = await this.pool.request({
      method: 'POST',
      path: '/api/v1/reservations',
      headers: this.headers,
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 201) throw new Error(`POST reservations answered ${answer.statusCode} ${text}`);
    const { id, status } = JSON.parse(text) as { id: string; status: string };
    if (status !== 'submitted') throw new Error(`the reservation is ${status}: ${text}`);
    return { sentAt, reservationId: id };
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
