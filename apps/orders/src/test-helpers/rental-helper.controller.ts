import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandRoute, IdParam, Reach, ReservationParam } from '@houtai/service-host';
import { shownTo } from '../agreements/agreement.controller';
import { AgreementView } from '../agreements/agreement.dto';
import { PartnerAgreementView } from '../agreements/partner-agreement.dto';
import { HelpedPickUpRequest, HelpedReturnRequest } from './rental-helper.dto';
import { RentalHelper } from './rental-helper.service';

type Shown = AgreementView | PartnerAgreementView;

/** In the test realm alone: what the counter does, on demand. */
@ApiTags('test-helpers')
@Controller('api/v1/test-helpers')
export class RentalHelperController {
  constructor(private readonly helper: RentalHelper) {}

  @CommandRoute('reservations/:id/pick-up', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Have the vehicle picked up',
    description:
      'Test realm only. The booking has to be `ready`, which it is within a day of the pick-up. Papers are looked at, deposits ' +
      'put down, and the vehicle handed over at the planned time, which may lie ahead of the clock, or now if that has passed.',
    operationId: 'helpPickUp',
    answers: AgreementView,
    partnerAnswers: PartnerAgreementView,
    problems: [
      'reservation-over',
      'reservation-not-ready',
      'change-pending',
      'handover-too-early',
      'handover-refused',
      'vehicle-not-back',
      'agreement-already-opened',
    ],
  })
  async pickUp(
    @ReservationParam() id: string,
    @Body() given: HelpedPickUpRequest,
    @Reach() reach: Reach,
  ): Promise<Shown> {
    return shownTo(reach)(await this.helper.pickUp(id, reach, given));
  }

  @CommandRoute('agreements/:id/return', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Have the vehicle returned',
    description:
      'Test realm only. Now, or when it was picked up if that lies ahead of the clock. Late is who moves the clock first.',
    operationId: 'helpReturn',
    answers: AgreementView,
    partnerAnswers: PartnerAgreementView,
    problems: ['agreement-not-open', 'odometer-runs-backwards', 'return-before-handover'],
  })
  async takeBack(
    @IdParam() id: string,
    @Body() given: HelpedReturnRequest,
    @Reach() reach: Reach,
  ): Promise<Shown> {
    return shownTo(reach)(await this.helper.takeBack(id, reach, given));
  }

  @CommandRoute('agreements/:id/settle', {
    access: 'test-helpers:write',
    partner: 'own',
    summary: 'Have a rental settled whose vehicle is back',
    description:
      'Test realm only. The deposit pays what it covers. The rental closes by the clock, when the days of the violation deposit are over.',
    operationId: 'helpSettle',
    answers: AgreementView,
    partnerAnswers: PartnerAgreementView,
    problems: ['agreement-not-returned'],
  })
  async settle(@IdParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.helper.settle(id, reach));
  }
}
