import { Controller } from '@nestjs/common';
import { agreementClosedV1, type AgreementClosedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { HoldStore } from '../holds/hold.store';

/** No traffic violation can appear any more: the violation deposit goes back. */
@Controller()
export class WhenAgreementClosed {
  constructor(private readonly holds: HoldStore) {}

  @OnEvents(agreementClosedV1)
  async releaseViolationDeposit(events: Received<AgreementClosedV1>[]): Promise<void> {
    await this.holds.end(
      events.map(({ data: { reservationId, closedAt: at } }) => {
        return { reservationId, kind: 'violation', captureFen: 0, at };
      }),
    );
  }
}
