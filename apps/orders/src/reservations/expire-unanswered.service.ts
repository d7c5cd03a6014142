import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { ReservationQueries } from './reservation.queries';
import { ReservationStore } from './reservation.store';

const BATCH = 100;

/** The timers of the saga: no answer of dispatch is an answer, too. */
@Injectable()
export class ExpireUnanswered implements DueWork, OnModuleInit {
  readonly name = 'expire-unanswered-reservations';

  constructor(
    private readonly queries: ReservationQueries,
    private readonly reservations: ReservationStore,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.queries.unanswered(now, BATCH);
    for (const { id, waits } of due) {
      const type = waits === 'wish' ? 'ExpireReservation' : 'ExpireChange';
      await this.reservations.handle(id, { type, at: now });
    }
    return due.length;
  }
}
