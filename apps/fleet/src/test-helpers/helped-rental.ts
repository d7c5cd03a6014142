import { addMinutes } from '@houtai/domain-kit';
import type { AgreementOpenedV1, VehicleReturnedV1 } from '@houtai/event-catalogue';
import type { NextStep } from '../vehicles/rental-follow-up';

/** An inspection takes a moment, so that a standing has a length. */
const INSPECTION_MINUTES = 1;

/** Whether a helper of orders put the deposits down; nobody else has such references. */
export function isHelped({ rentalDepositReference }: AgreementOpenedV1): boolean {
  return rentalDepositReference.startsWith('TEST-R-');
}

/** The check-in of a vehicle as it came. */
export function inspectionAfter(returned: VehicleReturnedV1): NextStep {
  const { agreementId, branchId, odometerKm, returnedAt } = returned;
  const at = addMinutes(returnedAt, INSPECTION_MINUTES);
  return {
    at,
    command: ({ rental }) =>
      rental?.stage === 'returned' && rental.agreementId === agreementId
        ? { type: 'CheckIn', roadworthy: true, at }
        : // overtaken by what came later: then it changes nothing
          { type: 'NoteReturn', agreementId, branchId, odometerKm, at: returnedAt },
  };
}
