import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { readList, type Page } from '@houtai/service-host';
import type { AccountFilter, AccountView } from './account.dto';
import { ACCOUNTS } from './account.list';

const ACCOUNT = `
  select code, name, name_en as "nameEn", element, normal as "normalSide", postable, is_cash as "isCash",
         small_code as "smallEnterpriseCode"
  from account`;

@Injectable()
export class AccountQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: AccountFilter): Promise<Page<AccountView>> {
    return readList(this.sql, ACCOUNTS, { select: ACCOUNT, filter }, (row: AccountView) => row);
  }
}
