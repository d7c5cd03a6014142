import { cancellationFeeCharged, noShowFeeCharged } from './withdrawal-fee-charged';
import { cashDepositReceived } from './cash-deposit-received';
import { cashDepositRefunded } from './cash-deposit-refunded';
import { damageCharged } from './damage-charged';
import { depositApplied } from './deposit-applied';
import { depositCaptured } from './deposit-captured';
import { depreciationCharged } from './depreciation-charged';
import { driverDayAccrued } from './driver-day-accrued';
import { extraCharged } from './extra-charged';
import { fineAdvanced } from './fine-advanced';
import { fineLost } from './fine-lost';
import { fineRecovered } from './fine-recovered';
import type { HandRule } from './hand-rule';
import { insuranceAmortised } from './insurance-amortised';
import { insuranceClaimAccepted } from './insurance-claim-accepted';
import { insurancePaid } from './insurance-paid';
import { loanInterestAccrued } from './loan-interest-accrued';
import { loanInterestPaid } from './loan-interest-paid';
import { loanReceived } from './loan-received';
import { loanRepaid } from './loan-repaid';
import { maintenanceBilled } from './maintenance-billed';
import { monthClosed } from './month-closed';
import { partsIssued } from './parts-issued';
import { partsReceived } from './parts-received';
import { paymentReceived } from './payment-received';
import { payrollBooked } from './payroll-booked';
import { payrollPaid } from './payroll-paid';
import type { PostingRule } from './posting-rule';
import { preAuthorisationHeld } from './pre-authorisation-held';
import { prepaidDayAccrued } from './prepaid-day-accrued';
import { prepaymentForfeited } from './prepayment-forfeited';
import { providerFeeCharged } from './provider-fee-charged';
import { providerSettled } from './provider-settled';
import { rentPrepaid } from './rent-prepaid';
import { rentRefunded } from './rent-refunded';
import { rentalAccrualsWithdrawn } from './rental-accruals-withdrawn';
import { rentalDayAccrued } from './rental-day-accrued';
import { rentalSettled } from './rental-settled';
import { supplierPaid } from './supplier-paid';
import { surchargesBooked } from './surcharges-booked';
import { taxesPaid } from './taxes-paid';
import { vatTransferred } from './vat-transferred';
import { vehicleBought } from './vehicle-bought';
import { vehicleDisposed } from './vehicle-disposed';
import { yearClosed } from './year-closed';

/** Rules of what happens: an event, a rental day that began, a payment that was recorded. */
export const EVENT_RULES: readonly PostingRule<never>[] = [
  preAuthorisationHeld,
  depositCaptured,
  paymentReceived,
  rentalDayAccrued,
  rentalAccrualsWithdrawn,
  rentalSettled,
  cancellationFeeCharged,
  noShowFeeCharged,
];

/** Rules of what nobody publishes yet; the database names them too and asks two people for each of their entries. */
export const HAND_RULES: readonly HandRule<never>[] = [
  cashDepositReceived,
  cashDepositRefunded,
  depositApplied,
  rentPrepaid,
  rentRefunded,
  prepaidDayAccrued,
  driverDayAccrued,
  extraCharged,
  prepaymentForfeited,
  damageCharged,
  insuranceClaimAccepted,
  fineAdvanced,
  fineRecovered,
  fineLost,
  maintenanceBilled,
  supplierPaid,
  partsReceived,
  partsIssued,
  vehicleBought,
  depreciationCharged,
  insurancePaid,
  insuranceAmortised,
  vehicleDisposed,
  loanReceived,
  loanInterestAccrued,
  loanInterestPaid,
  loanRepaid,
  payrollBooked,
  payrollPaid,
  vatTransferred,
  surchargesBooked,
  taxesPaid,
  providerFeeCharged,
  providerSettled,
  monthClosed,
  yearClosed,
];
