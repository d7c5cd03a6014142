import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CommandRoute,
  CreateRoute,
  ForbiddenError,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  ValidationFailedError,
  grants,
  permissionsOf,
  type Page,
} from '@houtai/service-host';
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

  @CommandRoute('quotes', {
    access: 'reservations:quote',
    summary: 'Price a wish',
    description: 'The same wish has the same price; nothing is stored and nothing is promised.',
    operationId: 'quote',
    answers: PriceView,
    problems: ['rate-plan-missing'],
  })
  quote(@Body() wish: QuoteRequest): Promise<PriceView> {
    return this.intake.quote(wish);
  }

  @CreateRoute('reservations', {
    access: 'reservations:write',
    summary: 'Submit a reservation',
    description:
      'Answers `submitted` while capacity is asked for, or `rejected` with every rule the customer breaks. ' +
      'The price is computed here.',
    operationId: 'submitReservation',
    answers: ReservationView,
    problems: ['rate-plan-missing'],
  })
  async submit(@Body() { customerId, channel, ...wish }: SubmitReservationRequest): Promise<ReservationView> {
    return reservationView(await this.intake.submit(wish, customerId, channel));
  }

  @ReadRoute('reservations', {
    access: 'reservations:read',
    summary: 'List reservations, the newest first',
    operationId: 'listReservations',
    answers: PageOf(ReservationView),
  })
  list(@Query() filter: ReservationFilter): Promise<Page<ReservationView>> {
    return this.queries.list(filter);
  }

  @ReadRoute('reservations/:id', {
    access: 'reservations:read',
    summary: 'Show a reservation',
    operationId: 'showReservation',
    answers: ReservationView,
  })
  one(@IdParam() id: string): Promise<ReservationView> {
    return this.queries.one(id);
  }

  @ReadRoute('reservations/:id/history', {
    access: 'reservations:read',
    summary: 'Show every step of a reservation',
    operationId: 'showReservationHistory',
    answers: HistoryView,
  })
  history(@IdParam() id: string): Promise<HistoryView> {
    return this.queries.history(id);
  }

  @CommandRoute('reservations/:id/change', {
    access: 'reservations:write',
    summary: 'Ask for another class, time or branch',
    description: 'The promise stays until capacity for the new terms is certain; see `change.status`.',
    operationId: 'changeReservation',
    answers: ReservationView,
    ifMatch: 'optional',
    problems: [
      'reservation-not-confirmed',
      'change-pending',
      'pick-up-passed',
      'change-without-effect',
      'driver-not-qualified',
      'rate-plan-missing',
    ],
  })
  async change(
    @IdParam() id: string,
    @Body() changes: ChangeReservationRequest,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.intake.requestChange(id, changes, version));
  }

  @CommandRoute('reservations/:id/cancel', {
    access: 'reservations:write',
    summary: 'Cancel; the fee follows from the notice given',
    description:
      'The shortest notice counts: cancelling costs no less than it would have cost in place of a change that was ' +
      'accepted. Nothing is owed from the pick-up on when the company has no vehicle that can be handed over.',
    operationId: 'cancelReservation',
    answers: ReservationView,
    ifMatch: 'optional',
    problems: ['reservation-over'],
  })
  async cancel(
    @IdParam() id: string,
    @Body() cancellation: CancelReservationRequest,
    @Actor() actor: Actor,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    if (cancellation.reason === 'company') assertMayWithdraw(actor, cancellation);
    return reservationView(await this.desk.cancel(id, cancellation, version));
  }

  @CommandRoute('reservations/:id/no-show', {
    access: 'reservations:write',
    summary: 'Declare that nobody came, after the grace time',
    description: 'The clock declares it by itself when nobody does. No fee when the company had no vehicle.',
    operationId: 'declareNoShow',
    answers: ReservationView,
    ifMatch: 'optional',
    problems: ['reservation-over', 'reservation-not-confirmed', 'grace-not-over'],
  })
  async noShow(@IdParam() id: string, @IfMatch() version?: number): Promise<ReservationView> {
    return reservationView(await this.desk.declareNoShow(id, version));
  }

  @CommandRoute('reservations/:id/reject', {
    access: 'reservations:review',
    summary: 'Reject a wish that is not decided yet',
    operationId: 'rejectReservation',
    answers: ReservationView,
    ifMatch: 'optional',
    problems: ['reservation-not-submitted'],
  })
  async reject(
    @IdParam() id: string,
    @Body() { reason }: RejectReservationRequest,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.desk.reject(id, reason, version));
  }
}

/** The company's cost is a decision of who answers for it, with a reason that others can read later. */
function assertMayWithdraw({ roles }: Actor, { note }: CancelReservationRequest): void {
  if (!grants(permissionsOf(roles), 'reservations:withdraw'))
    throw new ForbiddenError('reservations:withdraw');
  if (note !== undefined) return;
  throw new ValidationFailedError([
    {
      field: 'note',
      rule: 'reason-of-the-company',
      message: { en: 'note must say why the company withdraws', zh: 'note 须说明公司取消的原因' },
    },
  ]);
}
