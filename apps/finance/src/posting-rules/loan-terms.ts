import { Type } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import { Choice, Id } from './fact-schemas';

/** Loans of up to a year, and longer ones. */
export const LOAN_ACCOUNT = { short: ACCOUNT.shortLoans, long: ACCOUNT.longLoans } as const;

/** What is about a loan. */
export const OfLoan = {
  lenderId: Id('Bank that lends'),
  loanId: Type.Optional(Id('Loan')),
};

export const Term = Choice(['short', 'long'], 'Up to a year, or longer');

/** A loan is told apart as an order is. */
export function aboutLoan({ lenderId: partyId, loanId: orderId }: { lenderId: string; loanId?: string }) {
  return { partyId, ...(orderId === undefined ? {} : { orderId }) };
}
