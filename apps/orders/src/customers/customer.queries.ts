import { Injectable } from '@nestjs/common';
import { NotFoundError, SecretBox } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import { toCustomer, type CustomerRow } from './customer.entity';
import type { StoredCustomer } from './customer.store';

@Injectable()
export class CustomerQueries {
  constructor(
    private readonly sql: Sql,
    private readonly box: SecretBox,
  ) {}

  async one(customerId: string): Promise<StoredCustomer> {
    const rows = await this.sql.rows<CustomerRow>('select * from customer where customer_id = $1', [
      customerId,
    ]);
    return this.stored(rows[0], customerId);
  }

  /** The same for eyes that see personal data in the open: the reading is recorded in the same statement. */
  async reveal(customerId: string, actor: { id: string; name: string }, at: string): Promise<StoredCustomer> {
    const rows = await this.sql.rows<CustomerRow>(
      `with seen as (select * from customer where customer_id = $1),
            recorded as (
              insert into personal_data_access (customer_id, actor_id, actor_name, at)
              select customer_id, $2, $3, $4 from seen
            )
       select * from seen`,
      [customerId, actor.id, actor.name, at],
    );
    return this.stored(rows[0], customerId);
  }

  private stored(row: CustomerRow | undefined, customerId: string): StoredCustomer {
    if (!row) throw new NotFoundError('customer', customerId);
    return { customer: toCustomer(row, this.box), version: row.version };
  }
}
