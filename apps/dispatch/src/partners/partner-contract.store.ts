import { Injectable } from '@nestjs/common';
import type { PartnerContract } from '@houtai/event-catalogue';
import { Sql, type Received } from '@houtai/messaging';
import { UnavailableError } from '@houtai/service-host';

/** What was told of the contracts of partners. */
@Injectable()
export class PartnerContractStore {
  constructor(private readonly sql: Sql) {}

  /** Of each partner the newest that ever was. */
  async keep(events: readonly Received<{ partnerId: string; contract: PartnerContract }>[]): Promise<void> {
    const rows = events.map(({ data: { partnerId, contract }, event }) => {
      return { partner_id: partnerId, version: event.aggregateVersion, contract };
    });
    await this.sql.write(
      `insert into partner_contract (partner_id, version, contract)
       select distinct on (partner_id) partner_id, version, contract
         from jsonb_populate_recordset(null::partner_contract, $1::jsonb)
        order by partner_id, version desc
       on conflict (partner_id) do update set version = excluded.version, contract = excluded.contract
        where partner_contract.version < excluded.version`,
      [JSON.stringify(rows)],
    );
  }

  /** Of those of the partners that the gateway has told of. */
  async ofMany(partnerIds: readonly string[]): Promise<ReadonlyMap<string, PartnerContract>> {
    if (partnerIds.length === 0) return new Map();
    const rows = await this.sql.rows<{ id: string; contract: PartnerContract }>(
      'select partner_id as id, contract from partner_contract where partner_id = any($1::uuid[])',
      [partnerIds],
    );
    return new Map(rows.map(({ id, contract }) => [id, contract]));
  }

  /** Throws `unavailable` while the gateway has not told of it. */
  async of(partnerId: string): Promise<PartnerContract> {
    const [row] = await this.sql.rows<{ contract: PartnerContract | null }>(
      'select contract_of_partner($1) as contract',
      [partnerId],
    );
    if (row?.contract) return row.contract;
    const [en, zh] = [
      'The contract is not known here yet; try again in a moment.',
      '合同信息尚未同步；请稍后重试。',
    ];
    throw new UnavailableError({ en, zh }, 1);
  }
}
