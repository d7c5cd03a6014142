import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { OrdersConfig } from '../orders.config';
import { AgreementQueries } from './agreement.queries';
import { AgreementStore } from './agreement.store';

/** Declares rentals overdue whose vehicle is not back when the grace is over. */
@DueWorker()
export class DeclareOverdue implements DueItems {
  readonly name = 'declare-agreements-overdue';
  readonly chunk = 32;

  constructor(
    private readonly queries: AgreementQueries,
    private readonly agreements: AgreementStore,
    private readonly config: OrdersConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.queries.toDeclareOverdue(now, this.config.overdueGraceMinutes, limit);
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    const graceMinutes = this.config.overdueGraceMinutes;
    return this.agreements.handleMany(
      ids.map((id) => ({ id, command: { type: 'DeclareOverdue', graceMinutes, at: now } })),
    );
  }
}
