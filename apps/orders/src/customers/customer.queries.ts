import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CustomerStore, type StoredCustomer } from './customer.store';

@Injectable()
export class CustomerQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: CustomerStore,
  ) {}

  one(customerId: string): Promise<StoredCustomer> {
    return this.customers.get(customerId);
  }

  /** The same for eyes that see personal data in the open: no reading without its record. */
  reveal(customerId: string, actor: { id: string; name: string }, at: string): Promise<StoredCustomer> {
    return this.unitOfWork.run(async () => {
      await this.unitOfWork.sql.write(
        `insert into personal_data_access (customer_id, actor_id, actor_name, at)
         select customer_id, $2, $3, $4 from customer where customer_id = $1`,
        [customerId, actor.id, actor.name, at],
      );
      return this.one(customerId);
    });
  }
}
