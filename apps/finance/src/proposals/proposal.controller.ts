import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CommandRoute,
  CreateRoute,
  IdParam,
  PageOf,
  ReadRoute,
  ReservationNumbers,
  ValidationFailedError,
  faultOf,
  type Page,
} from '@houtai/service-host';
import { PostEntryRequest, ReverseEntryRequest, type ManualLine } from '../ledger/entry.dto';
import type { LineDraft } from '../posting-rules/entry-draft';
import { ProposalFilter, ProposalView, ProposeByRuleRequest } from './proposal.dto';
import { ProposalQueries } from './proposal.queries';
import { ProposalsByRule } from './proposals-by-rule.service';
import { Proposals } from './proposals.service';

@ApiTags('ledger')
@Controller('api/v1')
export class ProposalController {
  constructor(
    private readonly proposals: Proposals,
    private readonly byRule: ProposalsByRule,
    private readonly queries: ProposalQueries,
    private readonly numbers: ReservationNumbers,
  ) {}

  @CreateRoute('entry-proposals', {
    access: 'ledger:post',
    summary: 'Propose an entry by hand (制单)',
    description: 'Debits and credits have to be equal. It is posted once somebody else approves it.',
    operationId: 'proposeEntry',
    answers: ProposalView,
    problems: ['period-not-open', 'posting-day-out-of-reach', 'not-found'],
  })
  async propose(@Body() request: PostEntryRequest, @Actor() { id: maker }: Actor): Promise<ProposalView> {
    const { postingDate: day, memo } = request;
    const lines = await Promise.all(
      request.lines.map(async ({ reservationId: key, ...line }) =>
        toLineDraft({ ...line, reservationId: key && (await this.numbers.idOf(key, 'reservation')) }),
      ),
    );
    return this.queries.one(await this.proposals.propose({ day, memo, maker, lines }));
  }

  @CreateRoute('entry-proposals/by-rule', {
    access: 'ledger:post',
    summary: 'Propose an entry by a posting rule (按规则制单)',
    description:
      'For what no service tells yet: facts instead of lines, which the rule makes. Every fault of the facts is named. It is posted once somebody else approves it.',
    operationId: 'proposeByRule',
    answers: ProposalView,
    problems: ['posting-day-out-of-reach', 'not-found'],
  })
  async proposeByRule(
    @Body() { postingDate: day, ...request }: ProposeByRuleRequest,
    @Actor() { id: maker }: Actor,
  ): Promise<ProposalView> {
    return this.queries.one(await this.byRule.propose({ ...request, day, maker }));
  }

  @CommandRoute('entries/:id/propose-reversal', {
    access: 'ledger:post',
    summary: 'Propose to reverse an entry in red (红字冲销)',
    description:
      'With it goes all that was posted for the same cause, and what follows from it: the charges of an order are final no more, a captured deposit is released. Once somebody else approves it.',
    operationId: 'proposeReversal',
    answers: ProposalView,
    problems: ['entry-is-a-reversal', 'entry-already-reversed'],
  })
  async proposeReversal(
    @IdParam() entryId: string,
    @Body() { memo }: ReverseEntryRequest,
    @Actor() { id: maker }: Actor,
  ): Promise<ProposalView> {
    return this.queries.one(await this.proposals.proposeReversal(entryId, { memo, maker }));
  }

  @CommandRoute('entry-proposals/:id/approve', {
    access: 'ledger:approve',
    summary: 'Approve a proposal and post it (复核)',
    description: 'By somebody else than who made it. A reversal is dated today.',
    operationId: 'approveProposal',
    answers: ProposalView,
    problems: [
      'proposal-decided',
      'second-person-needed',
      'period-not-open',
      'posting-day-out-of-reach',
      'account-not-valid',
      'entry-is-a-reversal',
      'entry-already-reversed',
    ],
  })
  async approve(@IdParam() id: string, @Actor() { id: checker }: Actor): Promise<ProposalView> {
    await this.proposals.approve(id, checker);
    return this.queries.one(id);
  }

  @CommandRoute('entry-proposals/:id/reject', {
    access: 'ledger:post',
    summary: 'Reject a proposal, or take back an own one',
    description: 'Nothing is posted of it.',
    operationId: 'rejectProposal',
    answers: ProposalView,
    problems: ['proposal-decided'],
  })
  async reject(@IdParam() id: string, @Actor() { id: by }: Actor): Promise<ProposalView> {
    await this.proposals.reject(id, by);
    return this.queries.one(id);
  }

  @ReadRoute('entry-proposals', {
    access: 'ledger:read',
    summary: 'List proposals, the newest first',
    description: 'Entries by hand and reversals, with who made and who decided them.',
    operationId: 'listProposals',
    answers: PageOf(ProposalView),
  })
  async list(@Query() filter: ProposalFilter): Promise<Page<ProposalView>> {
    return this.queries.list(filter);
  }

  @ReadRoute('entry-proposals/:id', {
    access: 'ledger:read',
    summary: 'Show a proposal',
    description: 'With the entries that were posted once it was approved.',
    operationId: 'showProposal',
    answers: ProposalView,
  })
  async one(@IdParam() id: string): Promise<ProposalView> {
    return this.queries.one(id);
  }
}

function toLineDraft({
  reservationId: orderId,
  taxCode: code,
  taxRateBp: rateBp,
  ...line
}: ManualLine): LineDraft {
  if ((code === undefined) !== (rateBp === undefined)) throw new ValidationFailedError([HALF_A_TAX]);
  return { ...line, orderId, ...(code && rateBp !== undefined ? { tax: { code, rateBp } } : {}) };
}

const HALF_A_TAX = faultOf(
  'lines',
  'hasTaxAndRate',
  'must have a tax code and its rate, or neither',
  '税码与税率须同时填写',
);
