import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';

export type PartnerStanding = 'active' | 'suspended' | 'ended';

@Injectable()
export class PartnerStandingStore {
  constructor(private readonly sql: Sql) {}

  /** @param version of the partner; what is known already, or older, changes nothing */
  async note(partnerId: string, status: PartnerStanding, version: number): Promise<void> {
    await this.sql.write(
      `insert into partner_standing as p (partner_id, status, version) values ($1, $2, $3)
       on conflict (partner_id) do update set status = excluded.status, version = excluded.version
        where excluded.version > p.version`,
      [partnerId, status, version],
    );
  }
}
