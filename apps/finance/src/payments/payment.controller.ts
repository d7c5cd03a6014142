import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CLOCK,
  IDS,
  IdParam,
  IfMatch,
  Permit,
  type Clock,
  type IdSource,
  PageOf,
  type Page,
} from '@houtai/service-host';
import { PaymentFilter, PaymentView, RecordPaymentRequest } from './payment.dto';
import { PaymentQueries } from './payment.queries';
import { PaymentStore } from './payment.store';

@ApiTags('payments')
@Controller('api/v1/payments')
export class PaymentController {
  constructor(
    private readonly payments: PaymentStore,
    private readonly queries: PaymentQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @Post()
  @Permit('payments:write')
  @ApiOperation({
    summary: 'Record a payment for an order',
    description:
      'At most what is owed, once the charges are final. `If-Match` takes the ETag of the receivable.',
    operationId: 'recordPayment',
  })
  @ApiCreatedResponse({ type: PaymentView })
  async record(
    @Body() request: RecordPaymentRequest,
    @Actor() actor: Actor,
    @IfMatch() receivableVersion?: number,
  ): Promise<PaymentView> {
    const paymentId = this.ids.next();
    const receivedAt = this.clock.now();
    await this.payments.record(
      {
        ...request,
        reservationId: request.reservationId.toLowerCase(),
        paymentId,
        receivedAt,
        receivedBy: actor.id,
      },
      receivableVersion,
    );
    return this.queries.one(paymentId);
  }

  @Get()
  @Permit('payments:read')
  @ApiOperation({ summary: 'List payments, the newest first', operationId: 'listPayments' })
  @ApiOkResponse({ type: PageOf(PaymentView) })
  async list(@Query() filter: PaymentFilter): Promise<Page<PaymentView>> {
    return this.queries.list(filter);
  }

  @Get(':id')
  @Permit('payments:read')
  @ApiOperation({ summary: 'Show a payment', operationId: 'showPayment' })
  @ApiOkResponse({ type: PaymentView })
  async one(@IdParam() id: string): Promise<PaymentView> {
    return this.queries.one(id);
  }
}
