import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRoute } from '@houtai/service-host';
import type { PostingRule } from './posting-rule';
import { PostingRulesView, type PostingRuleView } from './posting-rule.dto';
import { RuleRegistry, versionsOf } from './rule-registry.service';

@ApiTags('ledger')
@Controller('api/v1/posting-rules')
export class PostingRuleController {
  constructor(private readonly registry: RuleRegistry) {}

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'List the posting rules (记账规则)',
    description: 'All of them: what each posts, since when, and which facts it is given by hand.',
    operationId: 'listPostingRules',
    answers: PostingRulesView,
  })
  list(): PostingRulesView {
    return { rules: this.registry.all().map((rule) => this.toView(rule)) };
  }

  private toView(rule: PostingRule<never>): PostingRuleView {
    const byHand = this.registry.findByHand(rule.name);
    return {
      rule: rule.name,
      meaning: rule.meaning,
      kind: rule.kind,
      source: byHand ? 'hand' : 'events',
      versions: versionsOf(rule).map(({ version, from }) => ({ version, from: from ?? null })),
      factsSchema: byHand?.schema ? { ...byHand.schema } : null,
    };
  }
}
