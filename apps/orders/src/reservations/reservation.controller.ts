import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  BodyFor,
  CommandRoute,
  CreateRoute,
  ForbiddenError,
  IfMatch,
  PageOf,
  Reach,
  ReadRoute,
  ValidationFailedError,
  grants,
  permissionsOf,
  type Page,
  ReservationParam,
} from '@houtai/service-host';
import { PriceView } from '../pricing/price.dto';
import { PartnerHistoryView, partnerHistoryEntry } from './partner-history.dto';
import { PartnerReservationView, partnerReservationView } from './partner-reservation-view.dto';
import { ReservationDesk } from './reservation-desk.service';
import {
  CancelReservationRequest,
  ChangeReservationRequest,
  PartnerCancelReservationRequest,
  PartnerSubmitReservationRequest,
  QuoteRequest,
  RejectReservationRequest,
  ReservationFilter,
  SubmitReservationRequest,
} from './reservation-requests.dto';
import { ReservationSubmission } from './reservation-submission.service';
import { HistoryView, ReservationView, reservationView } from './reservation-view.dto';
import { ReservationQueries } from './reservation.queries';
import type { StoredReservation } from './reservation.store';

type Shown = ReservationView | PartnerReservationView;

/** What a caller sees of a reservation within its reach. */
export function shownTo({ kind }: Reach): (stored: StoredReservation) => Shown {
  return kind === 'partner' ? partnerReservationView : reservationView;
}

@ApiTags('reservations')
@Controller('api/v1')
export class ReservationController {
  constructor(
    private readonly submission: ReservationSubmission,
    private readonly desk: ReservationDesk,
    private readonly queries: ReservationQueries,
  ) {}

  @CommandRoute('quotes', {
    access: 'reservations:quote',
    partner: 'own',
    summary: 'Price a wish',
    description:
      'The same wish has the same price; nothing is stored and nothing is promised. A partner is told the price of its ' +
      'contract, for what that sells.',
    operationId: 'quote',
    answers: PriceView,
    problems: ['rate-plan-missing', 'class-not-in-contract', 'branch-not-in-contract'],
  })
  quote(@Body() wish: QuoteRequest, @Reach() reach: Reach): Promise<PriceView> {
    return this.submission.quote(wish, reach);
  }

  @CreateRoute('reservations', {
    access: 'reservations:write',
    partner: 'own',
    summary: 'Submit a reservation',
    description:
      'Answers `submitted` while capacity is asked for, or `rejected` with every rule the customer breaks. A partner is ' +
      'always answered `submitted`, and learns the rest later and in neutral words. The price is computed here.',
    operationId: 'submitReservation',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    problems: [
      'rate-plan-missing',
      'channel-not-allowed',
      'reference-taken',
      'class-not-in-contract',
      'branch-not-in-contract',
      'partner-reservations-full',
    ],
  })
  async submit(
    @BodyFor(SubmitReservationRequest, PartnerSubmitReservationRequest)
    request: SubmitReservationRequest | PartnerSubmitReservationRequest,
    @Actor() actor: Actor,
    @Reach() reach: Reach,
  ): Promise<Shown> {
    return shownTo(reach)(await this.submission.submit(request, actor));
  }

  @ReadRoute('reservations', {
    access: 'reservations:read',
    partner: 'own',
    personalData: true,
    summary: 'List reservations, the newest first',
    description: 'A partner sees its own, and names a customer by what it knows them by.',
    operationId: 'listReservations',
    answers: PageOf(ReservationView),
    partnerAnswers: PageOf(PartnerReservationView),
  })
  list(@Query() filter: ReservationFilter, @Reach() reach: Reach): Promise<Page<Shown>> {
    return this.queries.list(reach, filter, shownTo(reach));
  }

  @ReadRoute('reservations/:id', {
    access: 'reservations:read',
    partner: 'own',
    personalData: true,
    summary: 'Show a reservation',
    description: 'A partner sees its own; another’s answers as one that does not exist.',
    operationId: 'showReservation',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
  })
  async one(@ReservationParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.queries.one(id, reach));
  }

  @ReadRoute('reservations/:id/history', {
    access: 'reservations:read',
    partner: 'own',
    personalData: true,
    summary: 'Show every step of a reservation',
    description: 'A partner does not see who took a step.',
    operationId: 'showReservationHistory',
    answers: HistoryView,
    partnerAnswers: PartnerHistoryView,
  })
  async history(
    @ReservationParam() id: string,
    @Reach() reach: Reach,
  ): Promise<HistoryView | PartnerHistoryView> {
    const items = await this.queries.history(id, reach);
    return { items: reach.kind === 'partner' ? items.map(partnerHistoryEntry) : items };
  }

  @CommandRoute('reservations/:id/change', {
    access: 'reservations:write',
    partner: 'own',
    summary: 'Ask for another class, time or branch',
    description: 'The promise stays until capacity for the new terms is certain; see `change.status`.',
    operationId: 'changeReservation',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    ifMatch: 'optional',
    problems: [
      'reservation-not-confirmed',
      'change-pending',
      'pick-up-passed',
      'change-without-effect',
      'driver-not-qualified',
      'rate-plan-missing',
      'class-not-in-contract',
      'branch-not-in-contract',
    ],
  })
  async change(
    @ReservationParam() id: string,
    @Body() changes: ChangeReservationRequest,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<Shown> {
    return shownTo(reach)(await this.submission.change(id, reach, changes, version));
  }

  @CommandRoute('reservations/:id/cancel', {
    access: 'reservations:write',
    partner: 'own',
    summary: 'Cancel; the fee follows from the notice given',
    description:
      'The shortest notice counts: cancelling costs no less than it would have cost in place of a change that was ' +
      'accepted. Nothing is owed from the pick-up on when the company has no vehicle that can be handed over.',
    operationId: 'cancelReservation',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    ifMatch: 'optional',
    problems: ['reservation-over'],
  })
  async cancel(
    @ReservationParam() id: string,
    @BodyFor(CancelReservationRequest, PartnerCancelReservationRequest)
    cancellation: CancelReservationRequest | PartnerCancelReservationRequest,
    @Actor() actor: Actor,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<Shown> {
    if (cancellation.reason === 'company') assertMayWithdraw(actor, cancellation);
    return shownTo(reach)(await this.desk.cancel(id, reach, cancellation, version));
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
  async noShow(
    @ReservationParam() id: string,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.desk.declareNoShow(id, reach, version));
  }

  @CommandRoute('reservations/:id/reject', {
    access: 'reservations:review',
    summary: 'Reject a wish that is not decided yet',
    description: 'For what no rule finds. The customer owes nothing.',
    operationId: 'rejectReservation',
    answers: ReservationView,
    ifMatch: 'optional',
    problems: ['reservation-not-submitted'],
  })
  async reject(
    @ReservationParam() id: string,
    @Body() { reason }: RejectReservationRequest,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<ReservationView> {
    return reservationView(await this.desk.reject(id, reach, reason, version));
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
