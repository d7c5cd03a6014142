import { Module } from '@nestjs/common';
import { ReservationNumbersModule } from '@houtai/service-host';
import { LedgerModule } from '../ledger/ledger.module';
import { ProposalController } from './proposal.controller';
import { ProposalQueries } from './proposal.queries';
import { ProposalStore } from './proposal.store';
import { Proposals } from './proposals.service';

@Module({
  imports: [LedgerModule, ReservationNumbersModule],
  controllers: [ProposalController],
  providers: [ProposalQueries, ProposalStore, Proposals],
})
export class ProposalModule {}
