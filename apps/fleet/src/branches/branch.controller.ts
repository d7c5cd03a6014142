import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  Reach,
  ReadRoute,
  type Clock,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import {
  BranchFilter,
  BranchView,
  CloseBranchRequest,
  OpenBranchRequest,
  PartnerBranchView,
  partnerViewOf,
  viewOf,
} from './branch.dto';
import { BranchQueries } from './branch.queries';
import { BranchStore, type StoredBranch } from './branch.store';

type Shown = BranchView | PartnerBranchView;

function shownTo({ kind }: Reach): (stored: StoredBranch) => Shown {
  return kind === 'partner' ? partnerViewOf : viewOf;
}

@ApiTags('branches')
@Controller('api/v1/branches')
export class BranchController {
  constructor(
    private readonly branches: BranchStore,
    private readonly queries: BranchQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'branches:write',
    summary: 'Open a branch',
    description: 'The code is unique. Opening hours are local times of the branch and the same on every day.',
    operationId: 'openBranch',
    answers: BranchView,
    problems: ['opening-hours-empty', 'branch-code-taken'],
  })
  async open(@Body() request: OpenBranchRequest): Promise<BranchView> {
    const details = { id: this.ids.next(), ...request };
    return viewOf(await this.branches.create({ type: 'OpenBranch', ...details, at: this.clock.now() }));
  }

  @CommandRoute(':id/close', {
    access: 'branches:write',
    summary: 'Close a branch from a time on, or move that time',
    description:
      'Nothing is promised there from that time on. What was promised stands and is listed by `dispatch-conflicts`: the desk ' +
      'changes it, or the company withdraws. Vehicles that stand there are moved by hand. The time can be moved until it has come.',
    operationId: 'closeBranch',
    answers: BranchView,
    ifMatch: 'optional',
    problems: ['branch-closes-already', 'closing-in-the-past'],
  })
  async close(
    @IdParam() id: string,
    @Body() { closedFrom }: CloseBranchRequest,
    @IfMatch() version?: number,
  ): Promise<BranchView> {
    const command = { type: 'CloseBranch', closedFrom, at: this.clock.now() } as const;
    return viewOf(await this.branches.handle(id, command, { ifMatch: version }));
  }

  @CommandRoute(':id/reopen', {
    access: 'branches:write',
    summary: 'Take back that a branch closes, or open one again that has closed',
    description:
      'It has no closing date any more: promises are made there again, and those that stood are in order.',
    operationId: 'reopenBranch',
    answers: BranchView,
    ifMatch: 'optional',
    problems: ['branch-not-closing'],
  })
  async reopen(@IdParam() id: string, @IfMatch() version?: number): Promise<BranchView> {
    const command = { type: 'ReopenBranch', at: this.clock.now() } as const;
    return viewOf(await this.branches.handle(id, command, { ifMatch: version }));
  }

  @ReadRoute('', {
    access: 'branches:read',
    partner: 'reference',
    summary: 'List the branches by code',
    description: 'A partner sees what its customers need to find and reach a branch.',
    operationId: 'listBranches',
    answers: PageOf(BranchView),
    partnerAnswers: PageOf(PartnerBranchView),
  })
  list(@Query() filter: BranchFilter, @Reach() reach: Reach): Promise<Page<Shown>> {
    return this.queries.list(filter, shownTo(reach));
  }

  @ReadRoute(':id', {
    access: 'branches:read',
    partner: 'reference',
    summary: 'Show a branch',
    description: 'A partner sees what its customers need to find and reach a branch.',
    operationId: 'showBranch',
    answers: BranchView,
    partnerAnswers: PartnerBranchView,
  })
  async one(@IdParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.queries.one(id));
  }
}
