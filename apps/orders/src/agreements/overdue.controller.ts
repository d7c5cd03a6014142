import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, PageFilter, PageOf, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { ReservationView } from '../reservations/reservation-view.dto';
import { ReservationQueries } from '../reservations/reservation.queries';
import { AgreementView } from './agreement.dto';
import { AgreementQueries } from './agreement.queries';

/** What should have happened by now and did not. */
@ApiTags('overdue')
@Controller('api/v1')
export class OverdueController {
  constructor(
    private readonly reservations: ReservationQueries,
    private readonly agreements: AgreementQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('overdue-pick-ups', {
    access: 'agreements:read',
    summary: 'Reservations nobody has come for yet',
    operationId: 'listOverduePickUps',
    answers: PageOf(ReservationView),
  })
  pickUps(@Query() { limit, after }: PageFilter): Promise<Page<ReservationView>> {
    return this.reservations.overduePickUps(this.clock.now(), limit, after);
  }

  @ReadRoute('overdue-returns', {
    access: 'agreements:read',
    summary: 'Agreements whose vehicle should be back',
    operationId: 'listOverdueReturns',
    answers: PageOf(AgreementView),
  })
  returns(@Query() { limit, after }: PageFilter): Promise<Page<AgreementView>> {
    return this.agreements.overdueReturns(this.clock.now(), limit, after);
  }
}
