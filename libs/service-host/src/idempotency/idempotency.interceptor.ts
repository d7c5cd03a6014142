import { timingSafeEqual } from 'node:crypto';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { Actor, AuthenticatedRequest } from '../auth/actor';
import { makesSomething, routeOf, takesIdempotencyKey } from '../http/route-declaration';
import { HostError, ValidationFailedError } from '../problems/host-errors';
import { SecretBox } from '../secrets/secret-box';
import { CLOCK, type Clock } from '../time/clock';
import { IdempotencyKeyStore, type IdempotencyClaim, type StoredResponse } from './idempotency-key.store';
import { KeptAnswer } from './kept-answer';
import { RecordedRefusal } from './recorded-refusal';

const KEY = /^[\x21-\x7e]{1,255}$/;
/** Longest a duplicate waits for the first request, and how often it looks. */
const WAIT_MS = 5_000;
const FIRST_LOOK_MS = 20;
const LONGEST_LOOK_MS = 320;
/** Headers that belong to the outcome and are replayed with it. */
const KEPT_HEADERS = ['location', 'content-location'];

/**
 * A POST with an `Idempotency-Key` runs inside one transaction together with the claim of the key and the stored
 * response, so either all of it happened or nothing. Refused requests leave no trace: the key may be used again. Only
 * what a {@link RecordedRefusal} wrote down stays.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: IdempotencyKeyStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly secrets: SecretBox,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const key = request.headers['idempotency-key'];
    const handler = context.getHandler();
    const route = routeOf(handler);
    if (request.method !== 'POST' || route === undefined || !takesIdempotencyKey(route)) return next.handle();
    if (key === undefined) {
      if (makesSomething(handler) && isKey(request.houtaiActor))
        throw new HostError('idempotency-key-missing');
      return next.handle();
    }
    const claim = claimOf(request, key, this.secrets);
    const kept = new KeptAnswer(claim, route.idempotency === 'sealed' ? this.secrets : undefined);
    return from(this.once(claim, kept, http.getResponse<FastifyReply>(), next));
  }

  /** Duplicates of a request that is under way wait between transactions, so that they hold no connection meanwhile. */
  private async once(
    claim: IdempotencyClaim,
    kept: KeptAnswer,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const patience = performance.now() + WAIT_MS;
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(2 * wait, LONGEST_LOOK_MS)) {
      const outcome = await this.unitOfWork.byKey(async () => {
        if (!(await this.keys.claim(claim, this.clock.now()))) return this.keys.find(claim);
        const { result, refusal } = await outcomeOf(next);
        if (refusal) {
          await this.keys.release(claim);
          return { refusal };
        }
        const body = kept.write(result);
        await this.keys.complete(claim, { status: reply.statusCode, headers: keptHeaders(reply), body });
        return { result };
      });
      if (outcome && 'result' in outcome) return outcome.result;
      if (outcome && 'refusal' in outcome) throw outcome.refusal;
      if (outcome) return answerAgain(claim, kept, outcome, reply);
      if (performance.now() > patience) throw stillUnderWay();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Any other error than a recorded refusal rolls the transaction back. */
async function outcomeOf(next: CallHandler): Promise<{ result?: unknown; refusal?: RecordedRefusal }> {
  try {
    const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    return { result };
  } catch (error) {
    if (error instanceof RecordedRefusal) return { refusal: error };
    throw error;
  }
}

function stillUnderWay(): HostError {
  return new HostError('request-under-way', { headers: { 'Retry-After': '1' } });
}

function answerAgain(
  claim: IdempotencyClaim,
  kept: KeptAnswer,
  stored: StoredResponse,
  reply: FastifyReply,
): unknown {
  // In constant time: who may try bodies against a key learns nothing of the first one by how long the refusal takes.
  const { requestHash: first } = stored;
  if (first.length !== claim.requestHash.length || !timingSafeEqual(first, claim.requestHash)) {
    throw new HostError('idempotency-key-reused');
  }
  // Before the headers: what cannot be opened is no answer that is repeated.
  const answer = kept.read(stored.body);
  reply
    .code(stored.status)
    .headers(stored.headers ?? {})
    .header('idempotency-replayed', 'true');
  return answer;
}

function claimOf(
  request: AuthenticatedRequest,
  key: string | string[],
  secrets: SecretBox,
): IdempotencyClaim {
  if (typeof key !== 'string' || !KEY.test(key)) {
    const field = 'Idempotency-Key';
    throw new ValidationFailedError([
      {
        field,
        rule: 'isIdempotencyKey',
        message: {
          en: `${field} must be 1 to 255 visible ASCII characters`,
          zh: `${field} 必须是 1 到 255 个可见 ASCII 字符`,
        },
      },
    ]);
  }
  const body = JSON.stringify(request.body) ?? '';
  const requestHash = secrets.digest(`${request.method} ${request.url}\n${body}`);
  return { actor: ownerOf(request.houtaiActor), key, requestHash };
}

/** The key of a partner's system, which repeats what it is not sure of: without a key of its request it would book twice. */
function isKey(actor: Actor | undefined): boolean {
  return actor?.roles.includes('partner-key') ?? false;
}

/** A partner's keys and people are one: a retry with the successor of a key must not book twice. */
function ownerOf(actor: Actor | undefined): string {
  return actor?.partnerId === undefined ? (actor?.id ?? '') : `partner ${actor.partnerId}`;
}

function keptHeaders(reply: FastifyReply): Record<string, string> | null {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return kept.length > 0 ? (Object.fromEntries(kept) as Record<string, string>) : null;
}
