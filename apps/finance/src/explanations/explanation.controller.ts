import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandRoute, IdParam, ReadRoute } from '@houtai/service-host';
import { DryRunRequest, DryRunView, ExplanationView, RuleParam } from './explanation.dto';
import { ExplanationQueries } from './explanation.queries';

@ApiTags('ledger')
@Controller('api/v1')
export class ExplanationController {
  constructor(private readonly queries: ExplanationQueries) {}

  @ReadRoute('entries/:id/explanation', {
    access: 'ledger:read',
    summary: 'Explain an entry',
    description:
      'The rule, its version and the facts that it was given, and the lines that they make today beside those that are posted.',
    operationId: 'explainEntry',
    answers: ExplanationView,
  })
  async explain(@IdParam() id: string): Promise<ExplanationView> {
    return this.queries.explain(id);
  }

  @CommandRoute('posting-rules/:rule/dry-run', {
    access: 'ledger:read',
    summary: 'Try a version of a posting rule on what was posted',
    description:
      'What it would have posted from the facts that were kept, entry by entry that stands, as differences by account. Nothing is written. A long span comes in several answers.',
    operationId: 'dryRunPostingRule',
    answers: DryRunView,
    idempotency: 'none',
  })
  async dryRun(@Param() { rule }: RuleParam, @Body() request: DryRunRequest): Promise<DryRunView> {
    return this.queries.dryRun(rule, request);
  }
}
