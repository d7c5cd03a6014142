import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { Fields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { SecretBox, type Page } from '@houtai/service-host';
import { gatewayErrors } from '../gateway.errors';
import type { Partner, PartnerCommand, PartnerEvent, PartnerState } from './partner';
import { partner } from './partner.aggregate';
import type { PartnerFilter } from './partner-filter.dto';
import { PARTNERS } from './partner.list';
import { COLUMNS, toPartner, toPartnerRow, type PartnerRow } from './partner.row';

export type StoredPartner = Stored<PartnerState>;

@Injectable()
export class PartnerStore extends AggregateStore<PartnerCommand, PartnerState, PartnerEvent, PartnerRow> {
  constructor(
    platform: AggregatePlatform,
    box: SecretBox,
    private readonly sql: Sql,
  ) {
    const table = {
      name: 'partner',
      id: 'partner_id',
      columns: COLUMNS,
      toState: (row: Fields<PartnerRow>) => toPartner(row, box),
      toRow: (state: Partner) => toPartnerRow(state, box),
      refusals: {
        partner_code_key: ({ code }: Partner) => gatewayErrors.error('partner-code-taken', { code }),
      },
    };
    super(partner, table, platform);
  }

  async idByCode(code: string): Promise<string | undefined> {
    const text = 'select partner_id as id from partner where code = $1';
    const [row] = await this.sql.rows<{ id: string }>(text, [code]);
    return row?.id;
  }

  list(filter: PartnerFilter): Promise<Page<StoredPartner>> {
    return this.page(PARTNERS, { filter }, (stored) => stored);
  }
}
