import { Controller } from '@nestjs/common';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { RentalBooks } from './rental-books.service';

@Controller()
export class WhenAgreementOpened {
  constructor(private readonly rentals: RentalBooks) {}

  @OnEvents(agreementOpenedV1)
  async holdDeposits(events: Received<AgreementOpenedV1>[]): Promise<void> {
    await this.rentals.open(events.map(({ data }) => data));
  }
}
