import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageFilter, Permit, PageOf, type Page } from '@houtai/service-host';
import { AccountView } from './account.dto';
import { AccountQueries } from './account.queries';

@ApiTags('ledger')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(private readonly queries: AccountQueries) {}

  @Get()
  @Permit('ledger:read')
  @ApiOperation({ summary: 'List the chart of accounts', operationId: 'listAccounts' })
  @ApiOkResponse({ type: PageOf(AccountView) })
  async list(@Query() filter: PageFilter): Promise<Page<AccountView>> {
    return this.queries.list(filter);
  }
}
