import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import type { AccountFilter, AccountView } from './account.dto';
import { ACCOUNTS } from './account.list';

const ACCOUNT = `
  select code, name, name_en as "nameEn", element, normal as "normalSide", postable, is_cash as "isCash",
         small_code as "smallEnterpriseCode", valid_from::text as "validFrom", valid_until::text as "validUntil",
         opened_by as "openedBy", closed_by as "closedBy"
  from account`;

@Injectable()
export class AccountQueries {
  constructor(private readonly sql: Sql) {}

  async one(code: string): Promise<AccountView> {
    const [row] = await this.sql.rows<AccountView>(`${ACCOUNT} where code = $1`, [code]);
    if (!row) throw new NotFoundError('account', code);
    return row;
  }

  list(filter: AccountFilter): Promise<Page<AccountView>> {
    return readList(this.sql, ACCOUNTS, { select: ACCOUNT, filter }, (row: AccountView) => row);
  }
}
