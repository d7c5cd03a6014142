import { Module } from '@nestjs/common';
import { PostingRuleController } from './posting-rule.controller';
import { RuleRegistry } from './rule-registry.service';

@Module({ controllers: [PostingRuleController], providers: [RuleRegistry], exports: [RuleRegistry] })
export class PostingRuleModule {}
