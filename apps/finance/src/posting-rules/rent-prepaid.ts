import { Type, type Static } from '@sinclair/typebox';
import { ACCOUNT } from './accounts';
import type { LineDraft } from './entry-draft';
import { aboutOrder, Gross, MoneyAccount, OfOrder, VatRate } from './fact-schemas';
import { byHand } from './hand-rule';
import { debit, earned } from './rule-lines';

export const RENT_PREPAID = Type.Object({
  ...OfOrder,
  grossFen: Gross,
  vatRateBp: VatRate,
  into: MoneyAccount('Where the money is'),
  withDriver: Type.Optional(Type.Boolean({ description: 'A service with a driver: 2204 instead of 2203' })),
});

/** Rent paid before the rental: VAT is owed at once, the rest is earned day by day. */
export const rentPrepaid = byHand({
  name: 'rent-prepaid',
  meaning: 'Rent was paid in advance: D 1012 [O1] gross / C 2203 or 2204 net, C 2221.01.01 VAT',
  schema: RENT_PREPAID,
  lines: prepaidLines,
});

export function prepaidLines({ into, withDriver, ...of }: Static<typeof RENT_PREPAID>): LineDraft[] {
  const about = aboutOrder(of);
  return [
    debit(into, of.grossFen, { ...about, cashItem: 'O1' }),
    ...earned(of, withDriver ? ACCOUNT.prepaidService : ACCOUNT.prepaidRent, about),
  ];
}
