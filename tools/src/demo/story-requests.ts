import type { Instant } from '@houtai/domain-kit';
import type { ApiClient } from './api-client';
import type { Booking } from './booking';

interface Callers {
  /** Staff. */
  api: ApiClient;
  /** Books what comes through partners. */
  agency: ApiClient;
  /** Prefix of idempotency keys, unique per run. */
  run: string;
}

/** What is posted in the course of one booking. */
export class StoryRequests {
  constructor(
    private readonly booking: Booking,
    private readonly callers: Callers,
  ) {}

  /** By staff. @param step names the request among those of the booking, so that it may be sent again */
  post<T>(path: string, time: Instant, step: string, body?: unknown): Promise<T> {
    return this.send<T>(this.callers.api, path, { time, step, body });
  }

  /** By who made the booking: the agency with its key, or staff for the customer. */
  asBooker<T>(path: string, time: Instant, step: string, body: unknown): Promise<T> {
    const { api, agency } = this.callers;
    return this.send<T>(this.booking.channel === 'partner' ? agency : api, path, { time, step, body });
  }

  private send<T>(
    api: ApiClient,
    path: string,
    { step, ...call }: { time: Instant; step: string; body?: unknown },
  ): Promise<T> {
    const idempotencyKey = `${this.callers.run}-${this.booking.number}-${step}`;
    return api.post<T>(`/api/v1/${path}`, { ...call, idempotencyKey });
  }
}
