import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  IDS,
  Actor,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  ReservationNumbers,
  type Clock,
  type IdSource,
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
    private readonly numbers: ReservationNumbers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'payments:write',
    summary: 'Record a payment for an order',
    description:
      'At most what is owed, once the charges are final. `If-Match` takes the ETag of the receivable.',
    operationId: 'recordPayment',
    answers: PaymentView,
    ifMatch: 'optional',
    problems: ['not-found', 'nothing-owed', 'payment-exceeds-owed', 'payment-reference-used'],
  })
  async record(
    @Body() request: RecordPaymentRequest,
    @Actor() actor: Actor,
    @IfMatch() receivableVersion?: number,
  ): Promise<PaymentView> {
    const reservationId = await this.numbers.idOf(request.reservationId, 'receivable');
    const paymentId = this.ids.next();
    const receivedAt = this.clock.now();
    await this.payments.record(
      { ...request, reservationId, paymentId, receivedAt, receivedBy: actor.id },
      receivableVersion,
    );
    return this.queries.one(paymentId);
  }

  @ReadRoute('', {
    access: 'payments:read',
    summary: 'List payments, the newest first',
    description: 'What was received, for which order, and by whom it was recorded.',
    operationId: 'listPayments',
    answers: PageOf(PaymentView),
  })
  async list(@Query() filter: PaymentFilter): Promise<Page<PaymentView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':id', {
    access: 'payments:read',
    summary: 'Show a payment',
    description: 'A payment never changes once it is recorded.',
    operationId: 'showPayment',
    answers: PaymentView,
  })
  async one(@IdParam() id: string): Promise<PaymentView> {
    return this.queries.one(id);
  }
}
