import type { Bearer } from '../credentials/bearer.js';
import { HoutaiProblem, type Sending } from '../problems/houtai-problem.js';
import { HoutaiUnreachable } from '../problems/houtai-unreachable.js';
import { IDEMPOTENCY_KEY, isRepeatable } from './idempotency.js';
import { retryAfterMs } from './retry-after.js';
import { waitBeforeRetry, type RetryRules } from './retry-rules.js';
import { sleep } from './sleep.js';

export interface TransportParts {
  readonly bearer: Bearer;
  readonly rules: RetryRules;
  /** Longest wait for one answer. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

/** Sends requests until they are answered for good: again after what passes, with a new token after one that has ended. */
export class Transport {
  constructor(private readonly parts: TransportParts) {}

  /** @throws HoutaiUnreachable without an answer; what the caller's own signal says when that is aborted */
  async send(request: Request): Promise<Response> {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(request);
      if (answer instanceof Response && answer.status === 401 && !renewed) {
        renewed = true;
        if (await this.renew(request)) {
          await answer.body?.cancel();
          continue;
        }
      }
      const wait = waitBeforeRetry(
        {
          attempt,
          repeatable: isRepeatable(request),
          status: answer instanceof Response ? answer.status : undefined,
          retryAfterMs: answer instanceof Response ? retryAfterMs(answer.headers, Date.now()) : undefined,
        },
        this.parts.rules,
        Math.random(),
      );
      if (wait === undefined) {
        if (answer instanceof Response) return answer;
        throw new HoutaiUnreachable(answer.fault, sendingOf(request));
      }
      if (answer instanceof Response) await answer.body?.cancel();
      await sleep(wait, request.signal);
    }
  }

  private async attempt(request: Request): Promise<Response | { readonly fault: unknown }> {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(this.parts.timeoutMs)]);
    try {
      // A copy: its body can be read once, and this may not be the last attempt.
      return await this.parts.fetch(request.clone(), { signal });
    } catch (fault) {
      request.signal.throwIfAborted();
      return { fault };
    }
  }

  /** Whether there is another token than the one that was refused. */
  private async renew(request: Request): Promise<boolean> {
    const refused = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
    const token = refused === undefined ? undefined : await this.parts.bearer.renew(refused);
    if (token === undefined) return false;
    request.headers.set('authorization', `Bearer ${token}`);
    return true;
  }
}

/** The problem that an answer other than 2xx stands for. */
export function problemOf(body: unknown, response: Response, request: Request): HoutaiProblem {
  const answer = { status: response.status, retryAfterMs: retryAfterMs(response.headers, Date.now()) };
  return new HoutaiProblem(body, answer, sendingOf(request));
}

function sendingOf({ method, url, headers }: Request): Sending {
  const idempotencyKey = headers.get(IDEMPOTENCY_KEY) ?? undefined;
  return { method, url: new URL(url).pathname, idempotencyKey };
}
