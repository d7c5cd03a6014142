import type { AgreementSettledV1, PaymentReceivedV1 } from '@houtai/event-catalogue';
import { splitVat, type BasisPoints, type Fen } from '@houtai/domain-kit';
import type { PostedEntry } from '../ledger/entry.store';
import {
  cancellationFeeCharged,
  noShowFeeCharged,
  type WithdrawalFee,
} from '../posting-rules/withdrawal-fee-charged';
import { depositCaptured, type DepositCaptured } from '../posting-rules/deposit-captured';
import type { Dimensions } from '../posting-rules/entry-draft';
import { paymentReceived, type PaymentFacts } from '../posting-rules/payment-received';
import {
  rentalAccrualsWithdrawn,
  type RentalAccrualsWithdrawn,
} from '../posting-rules/rental-accruals-withdrawn';
import { rentalDayAccrued, type RentalDayAccrued } from '../posting-rules/rental-day-accrued';
import { rentalSettled, type RentalSettled } from '../posting-rules/rental-settled';

/** What was kept of a rental day that was accrued. */
export interface AccruedDay {
  grossFen: Fen;
  vatRateBp: BasisPoints;
}

/** An entry, and what its facts leave out because it stands in other entries. */
export interface EntryToExplain extends PostedEntry {
  /** Rental days that stood in the books when they were withdrawn. */
  accrued?: readonly AccruedDay[];
}

/**
 * What the rule of an entry was given: the facts of its cause as they were kept, and what it is about as its lines say.
 * Undefined where no facts were kept, or no rule made it.
 */
export function ruleFactsOf(entry: EntryToExplain): unknown {
  if (typeof entry.facts !== 'object' || entry.facts === null) return undefined;
  const fromEvent = FROM_EVENTS[entry.rule];
  if (fromEvent) return fromEvent(entry);
  // By hand the facts are kept beside the lines that were looked at.
  return 'facts' in entry.facts ? entry.facts.facts : undefined;
}

const FROM_EVENTS: Readonly<Record<string, (entry: EntryToExplain) => unknown>> = {
  [rentalDayAccrued.name]: (entry): RentalDayAccrued => ({
    ...wholeDay(entry.facts as AccruedDay),
    about: aboutOf(entry),
  }),
  [rentalAccrualsWithdrawn.name]: (entry): RentalAccrualsWithdrawn => ({
    accrued: (entry.accrued ?? []).map(wholeDay),
    about: aboutOf(entry),
  }),
  [rentalSettled.name]: (entry): RentalSettled => ({
    charges: (entry.facts as AgreementSettledV1).charges,
    about: aboutOf(entry),
  }),
  [depositCaptured.name]: (entry): DepositCaptured => ({
    amountFen: (entry.facts as AgreementSettledV1).captureFen,
    about: aboutOf(entry),
  }),
  [paymentReceived.name]: (entry): PaymentFacts => {
    const { amountFen, method } = entry.facts as PaymentReceivedV1;
    return { amountFen, method, about: aboutOf(entry) };
  },
  [cancellationFeeCharged.name]: feeOf,
  [noShowFeeCharged.name]: feeOf,
};

function feeOf(entry: EntryToExplain): WithdrawalFee {
  return { feeFen: (entry.facts as Omit<WithdrawalFee, 'about'>).feeFen, about: aboutOf(entry) };
}

function wholeDay({ grossFen, vatRateBp }: AccruedDay): Omit<RentalDayAccrued, 'about'> {
  return { grossFen, vatRateBp, ...splitVat(grossFen, vatRateBp) };
}

/** Every line of these entries is about the same. */
function aboutOf({ lines }: PostedEntry): Dimensions {
  const { orderId, partyId, branchId, vehicleId } = lines[0] ?? {};
  return { orderId, partyId, branchId, vehicleId };
}
