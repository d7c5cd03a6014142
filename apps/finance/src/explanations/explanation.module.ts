import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { PostingRuleModule } from '../posting-rules/posting-rule.module';
import { ExplainedEntries } from './explained-entries.store';
import { ExplanationController } from './explanation.controller';
import { ExplanationQueries } from './explanation.queries';

@Module({
  imports: [LedgerModule, PostingRuleModule],
  controllers: [ExplanationController],
  providers: [ExplainedEntries, ExplanationQueries],
})
export class ExplanationModule {}
