import { Injectable } from '@nestjs/common';
import { fold } from '@houtai/domain-kit';
import { Outbox, UnitOfWork, violatedConstraint } from '@houtai/messaging';
import { NotFoundError, SecretBox, StaleVersionError } from '@houtai/service-host';
import type { Sql } from '@houtai/messaging';
import { refuse } from '../orders.errors';
import { toOutgoing } from '../outgoing.store';
import { customerDecider, type CustomerCommand } from './customer';
import { toCustomer, toCustomerRow, type CustomerRow, type KnownCustomer } from './customer.entity';
import { publishCustomer } from './customer.publish';

export interface StoredCustomer {
  customer: KnownCustomer;
  version: number;
}

@Injectable()
export class CustomerStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly box: SecretBox,
  ) {}

  /** Registers a customer. Refuses a document that is registered already. */
  async register(command: Extract<CustomerCommand, { type: 'RegisterCustomer' }>): Promise<StoredCustomer> {
    try {
      return await this.unitOfWork.run((sql) => this.apply(sql, undefined, command));
    } catch (error) {
      if (violatedConstraint(error) !== 'customer_one_per_document') throw error;
      return refuse('customer-exists');
    }
  }

  /** @param expectedVersion refuses with `stale-version` when the customer has another one */
  async change(
    customerId: string,
    command: CustomerCommand,
    expectedVersion?: number,
  ): Promise<StoredCustomer> {
    return this.unitOfWork.run(async (sql) => {
      const rows: CustomerRow[] = await sql.rows('select * from customer where customer_id = $1 for update', [
        customerId,
      ]);
      const row = rows[0];
      if (!row) throw new NotFoundError('customer', customerId);
      if (expectedVersion !== undefined && expectedVersion !== row.version) {
        throw new StaleVersionError(expectedVersion, row.version);
      }
      return this.apply(sql, row, command);
    });
  }

  private async apply(
    sql: Sql,
    row: CustomerRow | undefined,
    command: CustomerCommand,
  ): Promise<StoredCustomer> {
    const before = row ? toCustomer(row, this.box) : customerDecider.initialState();
    const events = customerDecider.decide(command, before);
    const customer = fold(customerDecider, before, events);
    if (customer.status === 'none') throw new Error('a command left the customer unregistered');
    const published = events.flatMap((event) => publishCustomer(event) ?? []);
    const outgoing = toOutgoing(published, customer.customerId, row?.version ?? 0);
    const version = (row?.version ?? 0) + published.length;
    const text = row ? UPDATE : INSERT;
    await sql.rows(text, [JSON.stringify(toCustomerRow(customer, version, this.box))]);
    await this.outbox.append(outgoing);
    return { customer, version };
  }
}

const COLUMNS = `customer_id, version, status, tier, origin, personal_data, id_document_index, registered_at,
  verified_at, blacklisted_at, blacklist_reason`;
const INSERT = `insert into customer (${COLUMNS})
  select ${COLUMNS} from jsonb_populate_record(null::customer, $1::jsonb)`;

// Who a customer is never changes here, only the two axes do. The profile is sealed anew with each change.
const UPDATE = `update customer c
  set (version, status, personal_data, verified_at, blacklisted_at, blacklist_reason)
    = (r.version, r.status, r.personal_data, r.verified_at, r.blacklisted_at, r.blacklist_reason)
  from jsonb_populate_record(null::customer, $1::jsonb) r where c.customer_id = r.customer_id`;
