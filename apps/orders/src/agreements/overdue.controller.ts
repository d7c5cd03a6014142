import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CLOCK, PageFilter, Permit, type Clock, PageOf, type Page } from '@houtai/service-host';
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

  @Get('overdue-pick-ups')
  @Permit('agreements:read')
  @ApiOperation({ summary: 'Reservations nobody has come for yet', operationId: 'listOverduePickUps' })
  @ApiOkResponse({ type: PageOf(ReservationView) })
  pickUps(@Query() { limit, after }: PageFilter): Promise<Page<ReservationView>> {
    return this.reservations.overduePickUps(this.clock.now(), limit, after);
  }

  @Get('overdue-returns')
  @Permit('agreements:read')
  @ApiOperation({ summary: 'Agreements whose vehicle should be back', operationId: 'listOverdueReturns' })
  @ApiOkResponse({ type: PageOf(AgreementView) })
  returns(@Query() { limit, after }: PageFilter): Promise<Page<AgreementView>> {
    return this.agreements.overdueReturns(this.clock.now(), limit, after);
  }
}
