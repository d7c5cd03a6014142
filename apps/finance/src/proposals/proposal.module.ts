import { Module } from '@nestjs/common';
import { ReservationNumbersModule } from '@houtai/service-host';
import { LedgerModule } from '../ledger/ledger.module';
import { PostingRuleModule } from '../posting-rules/posting-rule.module';
import { ProposalController } from './proposal.controller';
import { ProposalQueries } from './proposal.queries';
import { ProposalStore } from './proposal.store';
import { ProposalsByRule } from './proposals-by-rule.service';
import { Proposals } from './proposals.service';

@Module({
  imports: [LedgerModule, PostingRuleModule, ReservationNumbersModule],
  controllers: [ProposalController],
  providers: [ProposalQueries, ProposalStore, Proposals, ProposalsByRule],
})
export class ProposalModule {}
