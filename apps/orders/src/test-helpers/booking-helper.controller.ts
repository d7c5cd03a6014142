import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandRoute, CreateRoute, Reach, ReservationParam } from '@houtai/service-host';
import { PartnerReservationView } from '../reservations/partner-reservation-view.dto';
import { shownTo } from '../reservations/reservation.controller';
import { ReservationView } from '../reservations/reservation-view.dto';
import { HeldAnswerView, HelpedRefusalRequest, HoldAnswerRequest, partnerNamed } from './booking-helper.dto';
import { BookingHelper } from './booking-helper.service';

type Shown = ReservationView | PartnerReservationView;

/** In the test realm alone: what becomes of a booking, on demand. */
@ApiTags('test-helpers')
@Controller('api/v1/test-helpers')
export class BookingHelperController {
  constructor(private readonly helper: BookingHelper) {}

  @CreateRoute('held-answers', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Hold the next answer to a booking back',
    description:
      'Test realm only. Said before the booking is made (or its change asked for), by your own number of it: it stays ' +
      '`submitted` (or its change `pending`) until you confirm it, refuse it or let it expire, or its time is up. Holds once.',
    operationId: 'holdAnswerBack',
    answers: HeldAnswerView,
  })
  async holdBack(@Body() request: HoldAnswerRequest, @Reach() reach: Reach): Promise<HeldAnswerView> {
    const { reference } = request;
    return { reference, since: await this.helper.holdBack(partnerNamed(request, reach), reference) };
  }

  @CommandRoute('reservations/:id/confirm', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Confirm a booking, or the change, whose answer is held back',
    description:
      'Test realm only. There has to be a vehicle for it: what is confirmed has a place, here too. Whoever may not rent on ' +
      'these terms is rejected, as without a helper.',
    operationId: 'helpConfirm',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    problems: ['nothing-awaited', 'answer-not-held-back', 'no-vehicle-held'],
  })
  async confirm(@ReservationParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.helper.confirm(id, reach));
  }

  @CommandRoute('reservations/:id/refuse', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Refuse a booking, or the change, whose answer is held back',
    description:
      'Test realm only. For a reason of those that a partner can be told. A vehicle that was held is free again.',
    operationId: 'helpRefuse',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    problems: ['nothing-awaited'],
  })
  async refuse(
    @ReservationParam() id: string,
    @Body() { reason = 'capacity' }: HelpedRefusalRequest,
    @Reach() reach: Reach,
  ): Promise<Shown> {
    return shownTo(reach)(await this.helper.refuse(id, reach, reason));
  }

  @CommandRoute('reservations/:id/expire', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Let a booking, or the change, whose answer is held back run out of time',
    description:
      'Test realm only. It happens at the moment its time would have been up, which may lie ahead of the clock.',
    operationId: 'helpExpire',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    problems: ['nothing-awaited'],
  })
  async expire(@ReservationParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.helper.expire(id, reach));
  }

  @CommandRoute('reservations/:id/no-show', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Have nobody come for the vehicle',
    description:
      'Test realm only. Of a booking that is `ready` it happens when the grace is over, which may lie ahead of the clock; ' +
      'before a vehicle is set aside the clock has to be there. The fee follows from the price, as always.',
    operationId: 'helpNoShow',
    answers: ReservationView,
    partnerAnswers: PartnerReservationView,
    problems: ['reservation-over', 'reservation-not-confirmed', 'grace-not-over'],
  })
  async noShow(@ReservationParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.helper.noShow(id, reach));
  }
}
