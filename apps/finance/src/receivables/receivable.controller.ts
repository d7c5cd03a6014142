import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageOf, ReadRoute, ReservationNumbers, ReservationParam, type Page } from '@houtai/service-host';
import { ReceivableFilter, ReceivableView } from './receivable.dto';
import { ReceivableQueries } from './receivable.queries';

@ApiTags('receivables')
@Controller('api/v1/receivables')
export class ReceivableController {
  constructor(
    private readonly queries: ReceivableQueries,
    private readonly numbers: ReservationNumbers,
  ) {}

  @ReadRoute('', {
    access: 'payments:read',
    summary: 'List what customers owe, by order',
    description: 'Charges, what was captured and paid, and what is left, in fen.',
    operationId: 'listReceivables',
    answers: PageOf(ReceivableView),
  })
  async list(@Query() filter: ReceivableFilter): Promise<Page<ReceivableView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':reservationId', {
    access: 'payments:read',
    summary: 'Show what is owed for an order',
    description: '`ETag` is the version that a payment may name in `If-Match`.',
    operationId: 'showReceivable',
    answers: ReceivableView,
  })
  async one(@ReservationParam('reservationId') key: string): Promise<ReceivableView> {
    return this.queries.one(await this.numbers.idOf(key, 'receivable'));
  }
}
