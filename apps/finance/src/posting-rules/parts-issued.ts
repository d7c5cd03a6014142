import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { aboutPlace, Amount, OfPlace } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { credit, debit } from './rule-lines';

export const partsIssued = byHand({
  name: 'parts-issued',
  meaning: 'Parts were used: D 6401.04 / C 1405',
  schema: Type.Object({
    branchId: OfPlace.branchId,
    vehicleId: OfPlace.vehicleId,
    amountFen: Amount('At cost'),
  }),
  lines: ({ amountFen, ...where }) => [
    debit(ACCOUNT.partsCost, amountFen, { ...aboutPlace(where), dept: OPERATIONS_DEPT }),
    credit(ACCOUNT.parts, amountFen, aboutPlace(where)),
  ],
});
