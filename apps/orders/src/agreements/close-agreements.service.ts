import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { AgreementQueries } from './agreement.queries';
import { AgreementStore } from './agreement.store';

/** Closes agreements when the hold of their violation deposit is over. */
@DueWorker()
export class CloseAgreements implements DueItems {
  readonly name = 'close-agreements';
  readonly chunk = 32;

  constructor(
    private readonly queries: AgreementQueries,
    private readonly agreements: AgreementStore,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.queries.toClose(now, limit);
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    return this.agreements.handleMany(
      ids.map((id) => ({ id, command: { type: 'CloseAgreement', at: now } })),
    );
  }
}
