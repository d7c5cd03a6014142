import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { AccountFilter, AccountView } from './account.dto';
import { AccountQueries } from './account.queries';

@ApiTags('ledger')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(private readonly queries: AccountQueries) {}

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'List the chart of accounts',
    description: 'The accounts entries are posted to, by code.',
    operationId: 'listAccounts',
    answers: PageOf(AccountView),
  })
  async list(@Query() filter: AccountFilter): Promise<Page<AccountView>> {
    return this.queries.list(filter);
  }
}
