import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  IdParam,
  PageFilter,
  Permit,
  type Clock,
  type IdSource,
  PageOf,
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

  @Post()
  @Permit('branches:write')
  @ApiOperation({ summary: 'Open a branch', operationId: 'openBranch' })
  @ApiCreatedResponse({ type: BranchView })
  async open(@Body() request: OpenBranchRequest): Promise<BranchView> {
    const details = { id: this.ids.next(), ...request };
    return viewOf(await this.branches.create({ type: 'OpenBranch', ...details, at: this.clock.now() }));
  }

  @Get()
  @Permit('branches:read')
  @ApiOperation({ summary: 'List the branches by code', operationId: 'listBranches' })
  @ApiOkResponse({ type: PageOf(BranchView) })
  list(@Query() query: PageFilter): Promise<Page<BranchView>> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Permit('branches:read')
  @ApiOperation({ summary: 'Show a branch', operationId: 'showBranch' })
  @ApiOkResponse({ type: BranchView })
  one(@IdParam() id: string): Promise<BranchView> {
    return this.queries.one(id);
  }
}
