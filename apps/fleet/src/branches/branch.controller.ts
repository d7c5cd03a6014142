import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  CreateRoute,
  IdParam,
  PageFilter,
  PageOf,
  ReadRoute,
  type Clock,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import { BranchView, OpenBranchRequest, viewOf } from './branch.dto';
import { BranchQueries } from './branch.queries';
import { BranchStore } from './branch.store';

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
    operationId: 'openBranch',
    answers: BranchView,
    problems: ['opening-hours-empty', 'branch-code-taken'],
  })
  async open(@Body() request: OpenBranchRequest): Promise<BranchView> {
    const details = { id: this.ids.next(), ...request };
    return viewOf(await this.branches.create({ type: 'OpenBranch', ...details, at: this.clock.now() }));
  }

  @ReadRoute('', {
    access: 'branches:read',
    summary: 'List the branches by code',
    operationId: 'listBranches',
    answers: PageOf(BranchView),
  })
  list(@Query() query: PageFilter): Promise<Page<BranchView>> {
    return this.queries.list(query);
  }

  @ReadRoute(':id', {
    access: 'branches:read',
    summary: 'Show a branch',
    operationId: 'showBranch',
    answers: BranchView,
  })
  one(@IdParam() id: string): Promise<BranchView> {
    return this.queries.one(id);
  }
}
