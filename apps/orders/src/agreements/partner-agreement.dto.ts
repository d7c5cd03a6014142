import { OmitType } from '@nestjs/swagger';
import { AgreementView } from './agreement.dto';
import type { ListedAgreement } from './agreement.store';

/** An agreement as the partner that made the booking sees it: figures and charges; `customerId` is what it knows them by. */
export class PartnerAgreementView extends OmitType(AgreementView, [
  'channel',
  'plate',
  'partnerId',
  'partnerCustomerId',
  'rentalDepositReference',
  'violationDepositReference',
]) {}

export function partnerAgreementView({
  state,
  version,
  reservationNumber,
}: ListedAgreement): PartnerAgreementView {
  const { partnerCustomerId, reference } = state;
  if (partnerCustomerId === undefined) throw new Error('a rental of the house was shown to a partner');
  return {
    id: state.agreementId,
    status: state.status,
    reservationId: state.reservationId,
    ...(reservationNumber !== undefined && { reservationNumber }),
    ...(reference !== undefined && { reference }),
    customerId: partnerCustomerId,
    vehicleId: state.vehicleId,
    classCode: state.classCode,
    pickUp: state.pickUp,
    return: state.return,
    price: state.price,
    odometerKm: state.odometerKm,
    fuelPercent: state.fuelPercent,
    openedAt: state.openedAt,
    ...(state.overdueAt !== undefined && { overdueAt: state.overdueAt }),
    ...('back' in state && { back: state.back }),
    ...('settlement' in state && { settlement: state.settlement }),
    ...('holdUntil' in state && { holdUntil: state.holdUntil }),
    ...('closedAt' in state && { closedAt: state.closedAt }),
    version,
  };
}
