import { Controller } from '@nestjs/common';
import { agreementSettledV1, type AgreementSettledV1 } from '@houtai/event-catalogue';
import { OnEvents, runInCall, type Received } from '@houtai/messaging';
import { ReceivableStore } from '../receivables/receivable.store';
import { SettleRental } from './settle-rental.service';

@Controller()
export class WhenAgreementSettled {
  constructor(
    private readonly rentals: SettleRental,
    private readonly receivables: ReceivableStore,
  ) {}

  @OnEvents(agreementSettledV1)
  async post(events: Received<AgreementSettledV1>[]): Promise<void> {
    // All at first, in the order in which everybody locks orders; each is settled in its turn.
    await this.receivables.lock(events.map(({ data }) => data.reservationId));
    for (const { data, event, call } of events) {
      await runInCall(call, () => this.rentals.settle({ id: event.id, data }));
    }
  }
}
