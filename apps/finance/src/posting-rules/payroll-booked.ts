import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Amount } from './fact-schemas';
import { byHand } from './hand-rule';
import { OPERATIONS_DEPT } from './rental-day-accrued';
import { credit, debit } from './rule-lines';

export const payrollBooked = byHand({
  name: 'payroll-booked',
  meaning: 'Pay of a month by department: D 6401.05, D 6601, D 6602 / C 2211',
  schema: Type.Object({
    operationsFen: Amount('Of those who run the fleet', 0),
    salesFen: Amount('Of those who sell', 0),
    officeFen: Amount('Of the office', 0),
  }),
  lines: ({ operationsFen, salesFen, officeFen }) => [
    debit(ACCOUNT.staffCost, operationsFen, { dept: OPERATIONS_DEPT }),
    debit(ACCOUNT.selling, salesFen, { dept: 'sales' }),
    debit(ACCOUNT.administration, officeFen, { dept: 'office' }),
    credit(ACCOUNT.payroll, operationsFen + salesFen + officeFen),
  ],
});
