import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageOf, Reach, ReadRoute, type Page } from '@houtai/service-host';
import { OwnSettlementView, PartnerSettlementFilter, PartnerSettlementView } from './partner-settlement.dto';
import { PartnerSettlementQueries } from './partner-settlement.queries';

type Shown = PartnerSettlementView | OwnSettlementView;

function shownTo({ kind }: Reach): (settlement: PartnerSettlementView) => Shown {
  return kind === 'all' ? (settlement) => settlement : ({ partnerId: _, ...own }) => own;
}

@ApiTags('partner-settlements')
@Controller('api/v1/partner-settlements')
export class PartnerSettlementController {
  constructor(private readonly queries: PartnerSettlementQueries) {}

  @ReadRoute('', {
    access: 'partner-settlements:read',
    partner: 'own',
    summary: 'List by month what partners’ bookings brought, as the books have it',
    description:
      'The newest month first; one in which nothing was posted is not listed. A month may change until it is closed. ' +
      'A partner sees its own months.',
    operationId: 'listPartnerSettlements',
    answers: PageOf(PartnerSettlementView),
    partnerAnswers: PageOf(OwnSettlementView),
  })
  list(@Query() filter: PartnerSettlementFilter, @Reach() reach: Reach): Promise<Page<Shown>> {
    return this.queries.list(reach, filter, shownTo(reach));
  }
}
