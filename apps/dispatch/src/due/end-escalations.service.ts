import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { EscalationService } from '../escalations/escalation.service';
import { EscalationStore } from '../escalations/escalation.store';

/** Who was told of a promise in conflict is told when it is none any more. */
@DueWorker()
export class EndEscalations implements DueItems {
  readonly name = 'end-escalations';
  readonly chunk = 100;

  constructor(
    private readonly store: EscalationStore,
    private readonly escalations: EscalationService,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.store.toEnd(now, limit);
  }

  handle(holdIds: readonly string[], now: Instant): Promise<void> {
    return this.escalations.end(holdIds, now);
  }
}
