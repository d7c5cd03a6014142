import { byHand } from './hand-rule';
import { RENT_PREPAID, prepaidLines } from './rent-prepaid';
import { inRed } from './rule-lines';

/** The prepayment in red, as far as it goes back: VAT is owed less, and money received is less (O1, negative). */
export const rentRefunded = byHand({
  name: 'rent-refunded',
  meaning: 'Prepaid rent went back, in red: D 1012 [O1] gross / C 2203 or 2204 net, C 2221.01.01 VAT',
  schema: RENT_PREPAID,
  lines: (facts) => inRed(prepaidLines(facts)),
});
