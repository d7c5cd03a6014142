import { EventDefinition } from './event-definition';
import { branchClosedV1 } from './fleet/branch-closed.v1';
import { branchOpenedV1 } from './fleet/branch-opened.v1';
import { branchReopenedV1 } from './fleet/branch-reopened.v1';
import { vehicleClassDefinedV1 } from './fleet/vehicle-class-defined.v1';
import { vehicleRegisteredV1 } from './fleet/vehicle-registered.v1';
import { vehiclePapersRenewedV1 } from './fleet/vehicle-papers-renewed.v1';
import { vehicleGroundedV1 } from './fleet/vehicle-grounded.v1';
import { vehicleReturnedToServiceV1 } from './fleet/vehicle-returned-to-service.v1';
import { vehicleCheckedInV1 } from './fleet/vehicle-checked-in.v1';
import { vehicleMovedV1 } from './fleet/vehicle-moved.v1';
import { vehicleWithdrawnV1 } from './fleet/vehicle-withdrawn.v1';
import { vehicleDisposedV1 } from './fleet/vehicle-disposed.v1';
import { vehicleStatusChangedV1 } from './fleet/vehicle-status-changed.v1';
import {
  fleetCapacityRequestedV1,
  fleetQuestionConfirmedV1,
  fleetQuestionDroppedV1,
} from './fleet/absence-question.v1';
import { customerRegisteredV1 } from './orders/customer-registered.v1';
import { customerVerifiedV1 } from './orders/customer-verified.v1';
import { ratePlanPublishedV1 } from './orders/rate-plan-published.v1';
import { reservationSubmittedV1 } from './orders/reservation-submitted.v1';
import { reservationConfirmedV1 } from './orders/reservation-confirmed.v1';
import { reservationRejectedV1 } from './orders/reservation-rejected.v1';
import { reservationExpiredV1 } from './orders/reservation-expired.v1';
import { reservationChangeRequestedV1 } from './orders/reservation-change-requested.v1';
import { reservationChangedV1 } from './orders/reservation-changed.v1';
import { reservationChangeRefusedV1 } from './orders/reservation-change-refused.v1';
import { reservationReadiedV1 } from './orders/reservation-readied.v1';
import { handoverRefusedV1 } from './orders/handover-refused.v1';
import { reservationCancelledV1 } from './orders/reservation-cancelled.v1';
import { reservationNoShowV1 } from './orders/reservation-no-show.v1';
import { reservationConvertedV1 } from './orders/reservation-converted.v1';
import { agreementOpenedV1 } from './orders/agreement-opened.v1';
import {
  ordersCapacityRequestedV1,
  ordersQuestionConfirmedV1,
  ordersQuestionDroppedV1,
} from './orders/rental-question.v1';
import { agreementOverdueV1 } from './orders/agreement-overdue.v1';
import { vehicleReturnedV1 } from './orders/vehicle-returned.v1';
import { agreementSettledV1 } from './orders/agreement-settled.v1';
import { violationHoldStartedV1 } from './orders/violation-hold-started.v1';
import { agreementClosedV1 } from './orders/agreement-closed.v1';
import { capacityHeldV1 } from './dispatch/capacity-held.v1';
import { capacityRefusedV1 } from './dispatch/capacity-refused.v1';
import { capacityReleasedV1 } from './dispatch/capacity-released.v1';
import { vehicleAllocatedV1 } from './dispatch/vehicle-allocated.v1';
import { allocationReleasedV1 } from './dispatch/allocation-released.v1';
import { escalationEndedV1 } from './dispatch/escalation-ended.v1';
import { planMeasuredV1 } from './dispatch/plan-measured.v1';
import { promiseEscalatedV1 } from './dispatch/promise-escalated.v1';
import { entryPostedV1 } from './finance/entry-posted.v1';
import { receivableClearedV1 } from './finance/receivable-cleared.v1';
import { paymentReceivedV1 } from './finance/payment-received.v1';
import { surveyInvitedV1 } from './customer-service/survey-invited.v1';
import { surveyAnsweredV1 } from './customer-service/survey-answered.v1';
import { complaintReceivedV1 } from './customer-service/complaint-received.v1';
import { complaintAdvancedV1 } from './customer-service/complaint-advanced.v1';
import { reportPublishedV1 } from './analytics/report-published.v1';
import { webhookEndpointDisabledV1 } from './webhooks/webhook-endpoint-disabled.v1';
import { webhookMessageExhaustedV1 } from './webhooks/webhook-message-exhausted.v1';
import { clockAdvancedV1 } from './gateway/clock-advanced.v1';
import { partnerRegisteredV1 } from './gateway/partner-registered.v1';
import { partnerContractChangedV1 } from './gateway/partner-contract-changed.v1';
import { partnerSuspendedV1 } from './gateway/partner-suspended.v1';
import { partnerResumedV1 } from './gateway/partner-resumed.v1';
import { partnerEndedV1 } from './gateway/partner-ended.v1';
import { apiKeyCreatedV1 } from './gateway/api-key-created.v1';
import { apiKeyRotatedV1 } from './gateway/api-key-rotated.v1';
import { apiKeyRevokedV1 } from './gateway/api-key-revoked.v1';
import { apiKeyExpiringV1 } from './gateway/api-key-expiring.v1';

/** Every event of the system, by producer and in the order a reader meets them. */
export const CATALOGUE: readonly EventDefinition[] = [
  branchOpenedV1,
  branchClosedV1,
  branchReopenedV1,
  vehicleClassDefinedV1,
  vehicleRegisteredV1,
  vehiclePapersRenewedV1,
  vehicleGroundedV1,
  vehicleReturnedToServiceV1,
  vehicleCheckedInV1,
  vehicleMovedV1,
  vehicleWithdrawnV1,
  vehicleDisposedV1,
  vehicleStatusChangedV1,
  fleetCapacityRequestedV1,
  fleetQuestionConfirmedV1,
  fleetQuestionDroppedV1,
  customerRegisteredV1,
  customerVerifiedV1,
  ratePlanPublishedV1,
  reservationSubmittedV1,
  reservationConfirmedV1,
  reservationRejectedV1,
  reservationExpiredV1,
  reservationChangeRequestedV1,
  reservationChangedV1,
  reservationChangeRefusedV1,
  reservationReadiedV1,
  handoverRefusedV1,
  reservationCancelledV1,
  reservationNoShowV1,
  reservationConvertedV1,
  agreementOpenedV1,
  ordersCapacityRequestedV1,
  ordersQuestionConfirmedV1,
  ordersQuestionDroppedV1,
  agreementOverdueV1,
  vehicleReturnedV1,
  agreementSettledV1,
  violationHoldStartedV1,
  agreementClosedV1,
  capacityHeldV1,
  capacityRefusedV1,
  capacityReleasedV1,
  vehicleAllocatedV1,
  allocationReleasedV1,
  planMeasuredV1,
  promiseEscalatedV1,
  escalationEndedV1,
  entryPostedV1,
  receivableClearedV1,
  paymentReceivedV1,
  surveyInvitedV1,
  surveyAnsweredV1,
  complaintReceivedV1,
  complaintAdvancedV1,
  reportPublishedV1,
  webhookEndpointDisabledV1,
  webhookMessageExhaustedV1,
  clockAdvancedV1,
  partnerRegisteredV1,
  partnerContractChangedV1,
  partnerSuspendedV1,
  partnerResumedV1,
  partnerEndedV1,
  apiKeyCreatedV1,
  apiKeyRotatedV1,
  apiKeyRevokedV1,
  apiKeyExpiringV1,
];

/** All topics, one per aggregate. */
export const TOPICS: readonly string[] = [...new Set(CATALOGUE.map((event) => event.topic))];

const byType = new Map(CATALOGUE.map((event) => [event.type, event]));

/** The definition of a CloudEvents type, or undefined when the catalogue does not know it. */
export function eventOfType(type: string): EventDefinition | undefined {
  return byType.get(type);
}
