import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, page, type Page, type PageQuery } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import type { AccountView } from './account.controller';

@Injectable()
export class AccountQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list({ limit, after }: PageQuery): Promise<Page<AccountView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    const rows = await this.dataSource.query<AccountView[]>(
      `select code, name, name_en as "nameEn", element, normal as "normalSide", postable, is_cash as "isCash",
              small_code as "smallEnterpriseCode"
       from account where $1::text is null or code > $1 order by code limit $2`,
      [last, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit && shown.at(-1);
    return page(shown, more ? encodeCursor([more.code]) : null);
  }
}
