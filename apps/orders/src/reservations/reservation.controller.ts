import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam, IfMatch, Permit, PageOf, type Page } from '@houtai/service-host';
import { PriceView } from '../pricing/price.dto';
import { ReservationDesk } from './reservation-desk.service';
import { ReservationIntake } from './reservation-intake.service';
import {
  CancelReservationRequest,
  ChangeReservationRequest,
  QuoteRequest,
  RejectReservationRequest,
  ReservationFilter,
  SubmitReservationRequest,
} from './reservation-requests.dto';
import { HistoryView, ReservationView, reservationView } from './reservation-view.dto';
import { ReservationQueries } from './reservation.queries';

@ApiTags('reservations')
@Controller('api/v1')
export class ReservationController {
  constructor(
    private readonly intake: ReservationIntake,
    private readonly desk: ReservationDesk,
    private readonly queries: ReservationQueries,
  ) {}

  @Post('quotes')
  @HttpCode(200)
  @Permit('reservations:quote')
  @ApiOperation({
    summary: 'Price a wish',
    description: 'The same wish has the same price; nothing is stored and nothing is promised.',
    operationId: 'quote',
  })
  @ApiOkResponse({ type: PriceView })
  quote(@Body() wish: QuoteRequest): Promise<PriceView> {
    return this.intake.quote(wish);
  }

  @Post('reservations')
  @Permit('reservations:write')
  @ApiOperation({
    summary: 'Submit a reservation',
    description:
      'Answers `submitted` while capacity is asked for, or `rejected` with every rule the customer breaks. ' +
      'The price is computed here.',
    operationId: 'submitReservation',
  })
  @ApiCreatedResponse({ type: ReservationView })
  async submit(@Body() { customerId, channel, ...wish }: SubmitReservationRequest): Promise<ReservationView> {
    return reservationView(await this.intake.submit(wish, customerId, channel));
  }

  @Get('reservations')
  @Permit('reservations:read')
  @ApiOperation({ summary: 'List reservations, the newest first', operationId: 'listReservations' })
  @ApiOkResponse({ type: PageOf(ReservationView) })
  list(@Query() filter: ReservationFilter): Promise<Page<ReservationView>> {
    return this.queries.list(filter);
  }

  @Get('reservations/:id')
  @Permit('reservations:read')
  @ApiOperation({ summary: 'Show a reservation', operationId: 'showReservation' })
  @ApiOkResponse({ type: ReservationView })
  one(@IdParam() id: string): Promise<ReservationView> {
    return this.queries.one(id);
  }

  @Get('reservations/:id/history')
  @Permit('reservations:read')
  @ApiOperation({ summary: 'Show every step of a reservation', operationId: 'showReservationHistory' })
  @ApiOkResponse({ type: HistoryView })
  history(@IdParam() id: string): Promise<HistoryView> {
    return this.queries.history(id);
  }

  @Post('reservations/:id/change')
  @HttpCode(200)
  @Permit('reservations:write')
  @ApiOperation({
    summary: 'Ask for another class, time or branch',
    description: 'The promise stays until capacity for the new terms is certain; see `change.status`.',
    operationId: 'changeReservation',
  })
  @ApiOkResponse({ type: ReservationView })
  async change(
    @IdParam() id: string,
    @Body() changes: ChangeReservationRequest,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.intake.requestChange(id, changes, version));
  }

  @Post('reservations/:id/cancel')
  @HttpCode(200)
  @Permit('reservations:write')
  @ApiOperation({
    summary: 'Cancel; the fee follows from the notice given',
    operationId: 'cancelReservation',
  })
  @ApiOkResponse({ type: ReservationView })
  async cancel(
    @IdParam() id: string,
    @Body() { reason }: CancelReservationRequest,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.desk.cancel(id, reason, version));
  }

  @Post('reservations/:id/no-show')
  @HttpCode(200)
  @Permit('reservations:write')
  @ApiOperation({ summary: 'Declare that nobody came, after the grace time', operationId: 'declareNoShow' })
  @ApiOkResponse({ type: ReservationView })
  async noShow(@IdParam() id: string, @IfMatch() version?: number): Promise<ReservationView> {
    return reservationView(await this.desk.declareNoShow(id, version));
  }

  @Post('reservations/:id/reject')
  @HttpCode(200)
  @Permit('reservations:review')
  @ApiOperation({ summary: 'Reject a wish that is not decided yet', operationId: 'rejectReservation' })
  @ApiOkResponse({ type: ReservationView })
  async reject(
    @IdParam() id: string,
    @Body() { reason }: RejectReservationRequest,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.desk.reject(id, reason, version));
  }
}
