import {
  EventDefinition,
  agreementOpenedV1,
  branchOpenedV1,
  entryPostedV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationSubmittedV1,
  surveyAnsweredV1,
  surveyInvitedV1,
  vehicleReturnedV1,
  vehicleStatusChangedV1,
} from '@houtai/event-catalogue';
import { OutgoingEvent, outgoing } from '@houtai/messaging';
import { testId } from '@houtai/testing';

export const BRANCH = testId(1);
export const VEHICLE = testId(2);
export const OTHER_VEHICLE = testId(3);

type Operation = (typeof vehicleStatusChangedV1.sample)['operation'];

export const branch = outgoing(branchOpenedV1, BRANCH, 1, { ...branchOpenedV1.sample, branchId: BRANCH });

/** Status changes of one vehicle, numbered in the order given. */
export function statuses(
  vehicleId: string,
  ...changes: [since: string, operation: Operation][]
): OutgoingEvent[] {
  return changes.map(([since, operation], i) =>
    outgoing(vehicleStatusChangedV1, vehicleId, i + 1, {
      ...vehicleStatusChangedV1.sample,
      vehicleId,
      branchId: BRANCH,
      operation,
      since,
    }),
  );
}

/** Rent of a day credited to 6041 for a vehicle. */
export function rent(
  serial: number,
  postingDate: string,
  netFen: number,
  vehicleId = VEHICLE,
): OutgoingEvent {
  const entryId = testId(100 + serial);
  return outgoing(entryPostedV1, entryId, 1, {
    ...entryPostedV1.sample,
    entryId,
    postingDate,
    totalFen: netFen,
    lines: [
      { account: '1122', side: 'D', amountFen: netFen },
      { account: '6041', side: 'C', amountFen: netFen, vehicleId, branchId: BRANCH },
    ],
  });
}

/** A reservation that became a rental and was answered for. */
export function rentalStory(): OutgoingEvent[] {
  const { reservationId } = reservationSubmittedV1.sample;
  const { agreementId } = agreementOpenedV1.sample;
  const { surveyId } = surveyInvitedV1.sample;
  const as = <T>(event: EventDefinition<T>, key: string, version: number) =>
    outgoing(event, key, version, event.sample);
  return [
    as(reservationSubmittedV1, reservationId, 1),
    as(reservationConfirmedV1, reservationId, 2),
    as(reservationConvertedV1, reservationId, 3),
    as(agreementOpenedV1, agreementId, 1),
    as(vehicleReturnedV1, agreementId, 2),
    as(surveyInvitedV1, surveyId, 1),
    as(surveyAnsweredV1, surveyId, 2),
  ];
}
