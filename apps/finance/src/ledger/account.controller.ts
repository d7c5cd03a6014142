import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { PageQuery, Permit, type Page } from '@houtai/service-host';
import { AccountQueries } from './account.queries';

const ELEMENTS = ['asset', 'liability', 'equity', 'revenue', 'cost', 'expense'] as const;

export class AccountView {
  @ApiProperty({ description: '企业会计准则' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty() nameEn: string;
  @ApiProperty({ enum: ELEMENTS }) element: (typeof ELEMENTS)[number];
  @ApiProperty({ enum: ['D', 'C'], description: 'Side on which it grows' }) normalSide: 'D' | 'C';
  @ApiProperty({ description: 'Takes postings; a heading does not' }) postable: boolean;
  @ApiProperty({ description: 'Its lines carry a cash-flow item' }) isCash: boolean;
  @ApiProperty({ description: '小企业会计准则' }) smallEnterpriseCode: string;
}

export class AccountPage {
  @ApiProperty({ type: [AccountView] }) items: AccountView[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

@ApiTags('ledger')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(private readonly queries: AccountQueries) {}

  @Get()
  @Permit('ledger:read')
  @ApiOperation({ summary: 'List the chart of accounts', operationId: 'listAccounts' })
  @ApiOkResponse({ type: AccountPage })
  async list(@Query() filter: PageQuery): Promise<Page<AccountView>> {
    return this.queries.list(filter);
  }
}
