import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { RentalBooks } from './rental-books.service';

@Controller()
export class WhenAgreementOpened {
  constructor(private readonly rentals: RentalBooks) {}

  @EventPattern(agreementOpenedV1.type)
  async holdDeposits(@Payload() opened: AgreementOpenedV1): Promise<void> {
    await this.rentals.open(opened);
  }
}
