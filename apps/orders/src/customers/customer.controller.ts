import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  Actor,
  CommandRoute,
  CreateRoute,
  ForbiddenError,
  IdParam,
  IfMatch,
  ReadRoute,
  ValidationFailedError,
  grants,
  permissionsOf,
  type Clock,
  type IdSource,
} from '@houtai/service-host';
import {
  BlacklistRequest,
  CustomerFilter,
  CustomerView,
  RegisterCustomerRequest,
  customerView,
} from './customer.dto';
import { CustomerQueries } from './customer.queries';
import { CustomerStore } from './customer.store';
import { documentFaults } from './document-faults';

@ApiTags('customers')
@Controller('api/v1/customers')
export class CustomerController {
  constructor(
    private readonly customers: CustomerStore,
    private readonly queries: CustomerQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'customers:write',
    summary: 'Register a customer',
    description: 'Personal data is encrypted at rest and masked in every answer.',
    operationId: 'registerCustomer',
    answers: CustomerView,
    problems: ['customer-exists'],
  })
  async register(@Body() profile: RegisterCustomerRequest): Promise<CustomerView> {
    const faults = documentFaults(profile);
    if (faults.length > 0) throw new ValidationFailedError(faults);
    const customerId = this.ids.next();
    const stored = await this.customers.create({
      type: 'RegisterCustomer',
      customerId,
      profile,
      at: this.clock.now(),
    });
    return customerView(stored, 'masked');
  }

  @ReadRoute(':id', {
    access: 'customers:read',
    summary: 'Show a customer, masked unless revealed',
    description:
      '`reveal=true` needs the permission `customers:read-personal`, and every such look is recorded.',
    operationId: 'showCustomer',
    answers: CustomerView,
  })
  async one(
    @IdParam() id: string,
    @Query() { reveal }: CustomerFilter,
    @Actor() actor: Actor,
  ): Promise<CustomerView> {
    if (!reveal) return customerView(await this.queries.one(id), 'masked');
    if (!grants(permissionsOf(actor.roles), 'customers:read-personal')) {
      throw new ForbiddenError('customers:read-personal');
    }
    return customerView(await this.queries.reveal(id, actor, this.clock.now()), 'revealed');
  }

  @CommandRoute(':id/verify', {
    access: 'customers:verify',
    summary: 'State that identity and licence were checked',
    description: 'Done by whoever saw the documents. A booking needs it before the handover at the latest.',
    operationId: 'verifyCustomer',
    answers: CustomerView,
    ifMatch: 'optional',
    problems: ['customer-already-verified'],
  })
  async verify(@IdParam() id: string, @IfMatch() version?: number): Promise<CustomerView> {
    const command = { type: 'VerifyCustomer', at: this.clock.now() } as const;
    return customerView(await this.customers.handle(id, command, { ifMatch: version }), 'masked');
  }

  @CommandRoute(':id/blacklist', {
    access: 'customers:write',
    summary: 'Put a customer on the blacklist',
    description: 'Bookings from now on are refused; those that are promised already stay.',
    operationId: 'blacklistCustomer',
    answers: CustomerView,
    ifMatch: 'optional',
    problems: ['customer-already-blacklisted'],
  })
  async blacklist(
    @IdParam() id: string,
    @Body() { reason }: BlacklistRequest,
    @IfMatch() version?: number,
  ): Promise<CustomerView> {
    const command = { type: 'BlacklistCustomer', reason, at: this.clock.now() } as const;
    return customerView(await this.customers.handle(id, command, { ifMatch: version }), 'masked');
  }

  @CommandRoute(':id/remove-from-blacklist', {
    access: 'customers:write',
    summary: 'Take a customer off the blacklist',
    description: 'Bookings are accepted again from now on.',
    operationId: 'removeFromBlacklist',
    answers: CustomerView,
    ifMatch: 'optional',
    problems: ['customer-not-blacklisted'],
  })
  async removeFromBlacklist(@IdParam() id: string, @IfMatch() version?: number): Promise<CustomerView> {
    const command = { type: 'RemoveFromBlacklist', at: this.clock.now() } as const;
    return customerView(await this.customers.handle(id, command, { ifMatch: version }), 'masked');
  }
}
