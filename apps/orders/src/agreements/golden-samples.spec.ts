import {
  agreementClosedV1,
  agreementOpenedV1,
  agreementOverdueV1,
  agreementSettledV1,
  vehicleReturnedV1,
  violationHoldStartedV1,
  type EventDefinition,
} from '@houtai/event-catalogue';
import type { AgreementEvent, Signed } from './agreement';
import { publishAgreement } from './agreement.publish';

const handover = agreementOpenedV1.sample;
const open: Signed = { ...handover, status: 'open' };
const { branchId, returnedAt, lateMinutes, odometerKm, fuelPercent } = vehicleReturnedV1.sample;
const back = { branchId, returnedAt, lateMinutes, odometerKm, fuelPercent };
const { charges, totalFen, captureFen, settledAt } = agreementSettledV1.sample;
const settlement = { charges, totalFen, captureFen, settledAt };
const { holdUntil, startedAt } = violationHoldStartedV1.sample;
const settling: Signed = { ...handover, status: 'settling', back, settlement };

describe('what agreements publish are the golden samples of the catalogue', () => {
  it.each<[EventDefinition, AgreementEvent, Signed]>([
    [agreementOpenedV1, { type: 'AgreementOpened', handover, at: handover.openedAt }, open],
    [agreementOverdueV1, { type: 'AgreementOverdue', at: agreementOverdueV1.sample.overdueAt }, open],
    [
      vehicleReturnedV1,
      { type: 'VehicleReturned', back, at: returnedAt },
      { ...open, status: 'returned', back },
    ],
    [agreementSettledV1, { type: 'AgreementSettled', settlement, at: settledAt }, settling],
    [
      violationHoldStartedV1,
      { type: 'ViolationHoldStarted', holdUntil, at: startedAt },
      { ...settling, status: 'violation-hold', holdUntil },
    ],
    [
      agreementClosedV1,
      { type: 'AgreementClosed', at: agreementClosedV1.sample.closedAt },
      {
        ...settling,
        status: 'closed',
        holdUntil,
        closedAt: agreementClosedV1.sample.closedAt,
      },
    ],
  ])('$type', (definition, event, after) => {
    expect(publishAgreement(event, after)).toEqual({ event: definition, data: definition.sample });
  });
});
