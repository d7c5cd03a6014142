import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { Fields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { SecretBox, type KeyColumn, type Page, type PageFilter } from '@houtai/service-host';
import { gatewayErrors } from '../gateway.errors';
import type { Partner, PartnerCommand, PartnerEvent, PartnerState } from './partner';
import { partner } from './partner.aggregate';
import { COLUMNS, toPartner, toPartnerRow, type PartnerRow } from './partner.row';

export type StoredPartner = Stored<PartnerState>;

const BY_CODE: readonly KeyColumn<PartnerRow>[] = [{ sql: 't.code', type: 'text' }];

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

  /** By code. */
  list({ limit, after }: PageFilter, status?: string): Promise<Page<StoredPartner>> {
    return this.page({ where: [['t.status = $1', status]], by: BY_CODE, limit, after }, (stored) => stored);
  }
}
