import type { AgreementSettledV1 } from '@houtai/event-catalogue';
import { businessDay } from '@houtai/domain-kit';
import { refuse } from '../finance.errors';
import type { EntryDraft } from '../posting-rules/entry-draft';
import { draftsBy } from '../posting-rules/posting-rule';
import { reversalOf, type StoredEntry } from '../ledger/reversal';
import { SYSTEM_MAKER } from '../posting-rules/posting-rule';
import { depositCaptured } from '../posting-rules/deposit-captured';
import { rentalAccrualsWithdrawn } from '../posting-rules/rental-accruals-withdrawn';
import { isPostable, rentalSettled } from '../posting-rules/rental-settled';
import { dimensionsOf, type Receivable } from '../receivables/receivable';
import type { ScheduledDay } from './accrual.store';
import { accrualOf } from './accrue-rental-day';

export interface SettlementFacts {
  event: { id: string; data: AgreementSettledV1 };
  receivable: Receivable;
  days: readonly ScheduledDay[];
  /** Entries of accrued days that begin after the settlement, see {@link accruedTooFar}. */
  tooFar: readonly StoredEntry[];
  timeZone: string;
}

/** Days that a clock tick accrued although the order was settled before they began: the tick overtook the event. */
export function accruedTooFar(days: readonly ScheduledDay[], settled: AgreementSettledV1): ScheduledDay[] {
  return days.filter((day) => standsInBooks(day) && day.startsAt > settled.settledAt);
}

/**
 * Every entry that a settlement causes. It comes to the same books whenever it arrives between clock ticks: days that
 * began by then are accrued first, each on its own day; days beyond are reversed; then what was accrued goes out in red, the
 * final charges come in and the deposit is captured.
 */
export function settlementDrafts({
  event,
  receivable,
  days,
  tooFar,
  timeZone,
}: SettlementFacts): EntryDraft[] {
  const { id, data } = event;
  checkAmounts(data);
  const accruedAbout = dimensionsOf(receivable);
  const about = { ...accruedAbout, branchId: data.branchId, vehicleId: data.vehicleId };
  const begun = days.filter(({ startsAt }) => startsAt <= data.settledAt);
  const late = begun.filter(({ state }) => state === 'pending');
  const accrued = [...begun.filter(standsInBooks), ...late];
  const cause = { id, facts: data, day: businessDay(data.settledAt, timeZone) };
  return [
    ...late.flatMap((day) => accrualOf(day, accruedAbout, timeZone)),
    ...tooFar.map((entry) =>
      reversalOf(entry, { day: entry.day, maker: SYSTEM_MAKER, memo: 'Settled before the rental day began' }),
    ),
    ...draftsBy(rentalAccrualsWithdrawn, { accrued, about: accruedAbout }, cause),
    ...draftsBy(rentalSettled, { charges: data.charges, about }, cause),
    ...draftsBy(depositCaptured, { amountFen: data.captureFen, about }, cause),
  ];
}

function standsInBooks({ state, isReversed }: ScheduledDay): boolean {
  return state === 'accrued' && !isReversed;
}

/**
 * Refuses `charge-not-postable`, what no rule knows or what is no charge; `charges-do-not-add-up` and `capture-exceeds-charges`: such
 * an event contradicts itself.
 */
function checkAmounts({ charges, totalFen, captureFen }: AgreementSettledV1): void {
  const odd = charges.find((charge) => !isPostable(charge));
  if (odd) refuse('charge-not-postable', { code: odd.code, amountFen: odd.amountFen });
  const sumFen = charges.reduce((total, { amountFen }) => total + amountFen, 0);
  if (sumFen !== totalFen) refuse('charges-do-not-add-up', { sumFen, totalFen });
  if (captureFen > totalFen) refuse('capture-exceeds-charges', { captureFen, totalFen });
}
