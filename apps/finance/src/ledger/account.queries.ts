import { Injectable } from '@nestjs/common';
import { readPage, type KeyColumn, type Page, type PageFilter } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import type { AccountView } from './account.dto';

const ACCOUNT = `
  select code, name, name_en as "nameEn", element, normal as "normalSide", postable, is_cash as "isCash",
         small_code as "smallEnterpriseCode"
  from account`;
const BY_CODE: KeyColumn<AccountView>[] = [{ sql: 'code', type: 'text', of: (row) => row.code }];

@Injectable()
export class AccountQueries {
  constructor(private readonly dataSource: DataSource) {}

  list({ limit, after }: PageFilter): Promise<Page<AccountView>> {
    return readPage(this.dataSource, { select: ACCOUNT, by: BY_CODE, limit, after }, (row) => row);
  }
}
