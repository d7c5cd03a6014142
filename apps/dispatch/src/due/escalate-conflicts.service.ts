import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { EscalationService } from '../escalations/escalation.service';
import { EscalationStore } from '../escalations/escalation.store';

/** What the steps before it could not cover again is told to others. */
@DueWorker()
export class EscalateConflicts implements DueItems {
  readonly name = 'escalate-conflicts';
  readonly chunk = 100;

  constructor(
    private readonly store: EscalationStore,
    private readonly escalations: EscalationService,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.store.toEscalate(now, limit);
  }

  handle(holdIds: readonly string[], now: Instant): Promise<void> {
    return this.escalations.escalate(holdIds, now);
  }
}
