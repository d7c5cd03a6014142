import {
  fact,
  agreementClosedV1,
  agreementOpenedV1,
  agreementOverdueV1,
  agreementSettledV1,
  vehicleReturnedV1,
  violationHoldStartedV1,
} from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import { ofPartner } from '../partners/of-partner';
import type { AgreementEvent, Signed } from './agreement';

/**
 * What the other services learn of an event.
 * @param after the agreement after the event
 */
export function publishAgreement(event: AgreementEvent, after: Signed): Fact {
  const { agreementId, reservationId, customerId, vehicleId } = after;
  const owner = ofPartner(after);
  switch (event.type) {
    case 'AgreementOpened':
      return fact(agreementOpenedV1, event.handover);
    case 'AgreementOverdue':
      return fact(agreementOverdueV1, {
        agreementId,
        reservationId,
        ...owner,
        vehicleId,
        dueAt: after.return.at,
        overdueAt: event.at,
      });
    case 'VehicleReturned':
      return fact(vehicleReturnedV1, {
        agreementId,
        reservationId,
        ...owner,
        vehicleId,
        dueAt: after.return.at,
        ...event.back,
      });
    case 'AgreementSettled':
      if (!('back' in after)) throw new Error('settled before it was returned');
      return fact(agreementSettledV1, {
        agreementId,
        reservationId,
        ...owner,
        customerId,
        vehicleId,
        branchId: after.pickUp.branchId,
        classCode: after.classCode,
        channel: after.channel,
        currency: after.price.currency,
        openedAt: after.openedAt,
        returnedAt: after.back.returnedAt,
        ...event.settlement,
      });
    case 'ViolationHoldStarted':
      return fact(violationHoldStartedV1, {
        agreementId,
        reservationId,
        ...owner,
        holdUntil: event.holdUntil,
        startedAt: event.at,
      });
    case 'AgreementClosed':
      return fact(agreementClosedV1, {
        agreementId,
        reservationId,
        ...owner,
        customerId,
        vehicleId,
        branchId: after.pickUp.branchId,
        closedAt: event.at,
      });
    default:
      return assertNever(event);
  }
}
