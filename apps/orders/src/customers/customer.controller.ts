import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CLOCK,
  ForbiddenError,
  IDS,
  IdParam,
  IfMatch,
  Permit,
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

  @Post()
  @Permit('customers:write')
  @ApiOperation({
    summary: 'Register a customer',
    description: 'Personal data is encrypted at rest and masked in every answer.',
    operationId: 'registerCustomer',
  })
  @ApiCreatedResponse({ type: CustomerView })
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

  @Get(':id')
  @Permit('customers:read')
  @ApiOperation({ summary: 'Show a customer, masked unless revealed', operationId: 'showCustomer' })
  @ApiOkResponse({ type: CustomerView })
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

  @Post(':id/verify')
  @HttpCode(200)
  @Permit('customers:verify')
  @ApiOperation({ summary: 'State that identity and licence were checked', operationId: 'verifyCustomer' })
  @ApiOkResponse({ type: CustomerView })
  async verify(@IdParam() id: string, @IfMatch() version?: number): Promise<CustomerView> {
    const command = { type: 'VerifyCustomer', at: this.clock.now() } as const;
    return customerView(await this.customers.handle(id, command, { ifMatch: version }), 'masked');
  }

  @Post(':id/blacklist')
  @HttpCode(200)
  @Permit('customers:write')
  @ApiOperation({ summary: 'Put a customer on the blacklist', operationId: 'blacklistCustomer' })
  @ApiOkResponse({ type: CustomerView })
  async blacklist(
    @IdParam() id: string,
    @Body() { reason }: BlacklistRequest,
    @IfMatch() version?: number,
  ): Promise<CustomerView> {
    const command = { type: 'BlacklistCustomer', reason, at: this.clock.now() } as const;
    return customerView(await this.customers.handle(id, command, { ifMatch: version }), 'masked');
  }

  @Post(':id/remove-from-blacklist')
  @HttpCode(200)
  @Permit('customers:write')
  @ApiOperation({ summary: 'Take a customer off the blacklist', operationId: 'removeFromBlacklist' })
  @ApiOkResponse({ type: CustomerView })
  async removeFromBlacklist(@IdParam() id: string, @IfMatch() version?: number): Promise<CustomerView> {
    const command = { type: 'RemoveFromBlacklist', at: this.clock.now() } as const;
    return customerView(await this.customers.handle(id, command, { ifMatch: version }), 'masked');
  }
}
