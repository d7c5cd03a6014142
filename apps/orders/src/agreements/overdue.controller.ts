import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CLOCK, PageOf, Reach, ReadRoute, type Clock, type Page } from '@houtai/service-host';
import { ReservationView, reservationView } from '../reservations/reservation-view.dto';
import { ReservationQueries } from '../reservations/reservation.queries';
import { AgreementView, agreementView } from './agreement.dto';
import { AgreementQueries } from './agreement.queries';
import { OverduePickUpFilter } from '../reservations/overdue-pick-up.dto';
import { OverdueReturnFilter } from './overdue.dto';

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
    description:
      'Their pick-up time has passed and they are neither handed over nor declared no-show, the longest overdue first.',
    operationId: 'listOverduePickUps',
    answers: PageOf(ReservationView),
  })
  pickUps(@Query() filter: OverduePickUpFilter, @Reach() reach: Reach): Promise<Page<ReservationView>> {
    return this.reservations.overduePickUps(reach, this.clock.now(), filter, reservationView);
  }

  @ReadRoute('overdue-returns', {
    access: 'agreements:read',
    summary: 'Agreements whose vehicle should be back',
    description: 'Their due time has passed and the vehicle was not returned, the longest overdue first.',
    operationId: 'listOverdueReturns',
    answers: PageOf(AgreementView),
  })
  returns(@Query() filter: OverdueReturnFilter, @Reach() reach: Reach): Promise<Page<AgreementView>> {
    return this.agreements.overdueReturns(reach, this.clock.now(), filter, agreementView);
  }
}
