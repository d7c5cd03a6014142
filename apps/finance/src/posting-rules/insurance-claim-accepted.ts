import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutPlace, Amount, Id, OfPlace } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { credit, debit } from './rule-lines';

/** What an insurer pays makes the repair cheaper; it is no revenue. */
export const insuranceClaimAccepted = byHand({
  name: 'insurance-claim-accepted',
  meaning: 'An insurer will pay: D 1221.01 / C 6401.02',
  schema: Type.Object({
    insurerId: Id('Insurer'),
    claimId: Id('Order of the rental in which it happened, or the claim'),
    branchId: OfPlace.branchId,
    vehicleId: Id('Vehicle'),
    amountFen: Amount('What was accepted'),
  }),
  lines: ({ insurerId: partyId, claimId: orderId, amountFen, ...where }) => [
    debit(ACCOUNT.owedByInsurer, amountFen, { ...aboutPlace(where), orderId, partyId }),
    credit(ACCOUNT.maintenanceCost, amountFen, { ...aboutPlace(where), dept: OPERATIONS_DEPT }),
  ],
});
