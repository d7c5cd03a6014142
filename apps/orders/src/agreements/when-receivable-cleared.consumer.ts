import { Controller } from '@nestjs/common';
import { receivableClearedV1, type ReceivableClearedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReferenceDataQueries } from '../reference-data/reference-data.queries';
import type { AgreementCommand, Signed } from './agreement';
import { AgreementStore } from './agreement.store';

/** Holds of branches that are not known (yet) last as long as the rules allow at most. */
const LONGEST_HOLD_DAYS = 30;

/**
 * Finance has nothing to claim: the violation hold starts. A reservation that ended without an agreement (a paid
 * cancellation fee) has none to hold.
 */
@Controller()
export class WhenReceivableCleared {
  constructor(
    private readonly agreements: AgreementStore,
    private readonly reference: ReferenceDataQueries,
  ) {}

  @OnEvents(receivableClearedV1)
  async hold(events: Received<ReceivableClearedV1>[]): Promise<void> {
    const items = events.map(({ data: { reservationId: id, clearedAt: at }, call }) => ({
      id,
      call,
      command: async (state: Signed): Promise<AgreementCommand> => {
        const branch = await this.reference.branch(branchOf(state));
        return { type: 'StartViolationHold', holdDays: branch?.violationHoldDays ?? LONGEST_HOLD_DAYS, at };
      },
    }));
    await this.agreements.handleMany(items, { by: 'reservation_id', missing: 'skip' });
  }
}

function branchOf(state: Signed): string {
  return 'back' in state ? state.back.branchId : state.return.branchId;
}
