import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';

/** Who the customers of a partner are. */
@Injectable()
export class PartnerCustomers {
  constructor(private readonly sql: Sql) {}

  /** The customer that a partner knows by this; undefined for what is another partner's or the house's. */
  async customerOf(partnerId: string, partnerCustomerId: string): Promise<string | undefined> {
    const [row] = await this.sql.rows<{ customerId: string }>(
      `select customer_id as "customerId" from customer_partner_link where link_id = $1 and partner_id = $2`,
      [partnerCustomerId, partnerId],
    );
    return row?.customerId;
  }
}
