import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';

@Injectable()
export class PriceGroupStore {
  constructor(private readonly sql: Sql) {}

  /** @param version of the partner; what is known already, or older, changes nothing */
  async note(partnerId: string, priceGroup: string, version: number): Promise<void> {
    await this.sql.write(
      `insert into partner_price_group as p (partner_id, price_group, version) values ($1, $2, $3)
       on conflict (partner_id) do update set price_group = excluded.price_group, version = excluded.version
        where excluded.version > p.version`,
      [partnerId, priceGroup, version],
    );
  }
}
