import { Module } from '@nestjs/common';
import { ExplanationModule } from './explanations/explanation.module';
import { LedgerModule } from './ledger/ledger.module';
import { PartnerSettlementModule } from './partner-settlements/partner-settlement.module';
import { PaymentModule } from './payments/payment.module';
import { ProposalModule } from './proposals/proposal.module';
import { RentalModule } from './rentals/rental.module';
import { SealModule } from './seals/seal.module';

/** The books, what customers owe and paid, deposits, and the seals over it all. */
@Module({
  imports: [
    LedgerModule,
    RentalModule,
    PaymentModule,
    PartnerSettlementModule,
    ProposalModule,
    SealModule,
    ExplanationModule,
  ],
})
export class FinanceModule {}
