import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HostError, LOGGER, type HostLogger } from '@houtai/service-host';
import { gatewayErrors } from '../gateway.errors';
import { LeaseStore } from './lease.store';
import { limitHeaders, type Limit } from './limit';
import { LimitedSubject, type Denial } from './limited-subject';

const TICK_MS = 200;
/** A subject that was not used for so long is told of no more. */
const IDLE_MS = 1_000;
const FORGET_EVERY_MS = 60_000;
const NOTHING = { wanted: 0, spare: 0, running: 0 };

/** Takes the headers that tell of a limit, whether the request is let in or not. */
export type Tell = (headers: Record<string, string>) => void;

/**
 * Limits that hold over all instances together. Each leases tokens for a quarter of a second from the database and tells
 * there how many requests it has in flight: a statement for all subjects a few times a second, none for a request.
 */
@Injectable()
export class SharedLimits implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly subjects = new Map<string, LimitedSubject>();
  private pending = new Set<LimitedSubject>();
  private queued: Promise<void> | undefined;
  private leasing: Promise<void> = Promise.resolve();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly store: LeaseStore,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timers = [
      setInterval(() => this.tick(), TICK_MS).unref(),
      setInterval(() => void this.store.forget().catch(() => undefined), FORGET_EVERY_MS).unref(),
    ];
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.leasing.catch(() => undefined);
  }

  /** Throws `too-many-requests` and `too-many-at-once`. @returns what gives the places back, once */
  async admit(limits: readonly Limit[], tell: Tell): Promise<() => void> {
    const taken: LimitedSubject[] = [];
    try {
      for (const limit of limits) {
        const subject = this.subjectOf(limit);
        await this.take(subject, tell);
        taken.push(subject);
      }
    } catch (error) {
      for (const subject of taken) subject.undo();
      throw error;
    }
    tell(nearest(taken));
    return () => {
      for (const subject of taken.splice(0)) subject.release();
    };
  }

  private async take(subject: LimitedSubject, tell: Tell): Promise<void> {
    subject.waiting += 1;
    try {
      // What is granted goes to those who wait, the rest is denied: two questions are enough for each of them.
      for (let question = 0; ; question += 1) {
        const verdict = subject.take(performance.now());
        if (verdict === 'taken') return;
        if (verdict !== 'unknown') throw refusal(subject, verdict, tell);
        if (question === 2) throw refusal(subject, 'too-many', tell);
        await this.ask(subject);
      }
    } finally {
      subject.waiting -= 1;
    }
  }

  /** Asks together with all others who ask by then; one question is under way at a time. */
  private ask(subject: LimitedSubject): Promise<void> {
    this.pending.add(subject);
    this.queued ??= this.leasing
      .catch(() => undefined)
      .then(() => {
        const batch = [...this.pending];
        this.pending = new Set();
        this.queued = undefined;
        this.leasing = this.lease(batch);
        return this.leasing;
      });
    return this.queued;
  }

  private async lease(batch: readonly LimitedSubject[]): Promise<void> {
    const askedAt = performance.now();
    const needs = new Map(batch.map((subject) => [subject.limit.subject, subject.needs(askedAt)]));
    const leases = await this.store.lease(
      batch.map(({ limit }) => ({ limit, ...(needs.get(limit.subject) ?? NOTHING) })),
    );
    for (const { subject: name, ...news } of leases) {
      const subject = this.subjects.get(name);
      if (subject) subject.hear(news, needs.get(name) ?? NOTHING, performance.now());
    }
  }

  private tick(): void {
    const now = performance.now();
    for (const [name, subject] of this.subjects) {
      if (subject.running > 0 || now - subject.usedAt < IDLE_MS) {
        this.ask(subject).catch((error: unknown) =>
          this.logger.warn({ err: error }, 'limits cannot be shared'),
        );
        // Forgotten while it is still to be told of, it would stand there twice once it is used again.
      } else if (subject.waiting === 0 && !this.pending.has(subject)) this.subjects.delete(name);
    }
  }

  private subjectOf(limit: Limit): LimitedSubject {
    const known = this.subjects.get(limit.subject);
    if (known) {
      known.limit = limit;
      return known;
    }
    const subject = new LimitedSubject(limit);
    this.subjects.set(limit.subject, subject);
    return subject;
  }
}

function refusal(subject: LimitedSubject, denial: Denial, tell: Tell): Error {
  const { name, inFlight, perMinute } = subject.limit;
  const atOnce = denial === 'too-many-at-once';
  const seconds = atOnce ? 1 : Math.max(1, Math.ceil(subject.untilNextMs() / 1_000));
  tell({ 'retry-after': String(seconds), ...headersOf(subject) });
  if (atOnce) return gatewayErrors.error('too-many-at-once', { limit: inFlight, of: name });
  return new HostError('too-many-requests', {
    facts: { limitPerMinute: perMinute, retryAfterSeconds: seconds },
  });
}

/** Of the limit that has the least left. */
function nearest(subjects: readonly LimitedSubject[]): Record<string, string> {
  const [first] = subjects.toSorted((a, b) => a.remaining() - b.remaining());
  return first ? headersOf(first) : {};
}

function headersOf(subject: LimitedSubject): Record<string, string> {
  const { name, perMinute } = subject.limit;
  return limitHeaders(name, perMinute, subject.remaining(), subject.untilNextMs() / 1_000);
}
