import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CommandRoute, CreateRoute, PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { AccountCodeParam } from './account-code-param.dto';
import { AccountFilter, AccountView, CloseAccountRequest, OpenAccountRequest } from './account.dto';
import { AccountQueries } from './account.queries';
import { ChartStore } from './chart.store';

@ApiTags('ledger')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(
    private readonly queries: AccountQueries,
    private readonly chart: ChartStore,
  ) {}

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'List the chart of accounts',
    description: 'The accounts entries are posted to, by code, each with the days on which it takes them.',
    operationId: 'listAccounts',
    answers: PageOf(AccountView),
  })
  async list(@Query() filter: AccountFilter): Promise<Page<AccountView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':code', {
    access: 'ledger:read',
    summary: 'Show an account',
    description: 'With the days on which it takes postings.',
    operationId: 'showAccount',
    answers: AccountView,
  })
  async one(@AccountCodeParam() code: string): Promise<AccountView> {
    return this.queries.one(code);
  }

  @CreateRoute('', {
    access: 'ledger:approve',
    summary: 'Open the account of a bank or a payment provider (开设明细科目)',
    description:
      'Below 1002 or 1012, whose nature it has. It moves no money: whatever is posted to it by hand still needs two people.',
    operationId: 'openAccount',
    answers: AccountView,
    problems: ['account-exists'],
  })
  async open(@Body() request: OpenAccountRequest, @Actor() { id: by }: Actor): Promise<AccountView> {
    await this.chart.open({ ...request, by });
    return this.queries.one(request.code);
  }

  @CommandRoute(':code/close', {
    access: 'ledger:approve',
    summary: 'Close an account that was opened',
    description:
      'Its balance has to be zero, and its last entry before that day. It stays at zero: an entry of before its end has to cancel out at once.',
    operationId: 'closeAccount',
    answers: AccountView,
    problems: ['account-of-the-chart', 'account-closed', 'account-not-empty', 'account-in-use'],
  })
  async close(
    @AccountCodeParam() code: string,
    @Body() { validUntil }: CloseAccountRequest,
    @Actor() { id: by }: Actor,
  ): Promise<AccountView> {
    await this.chart.close({ code, validUntil, by });
    return this.queries.one(code);
  }
}
