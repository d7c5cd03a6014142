import type { ChargeLine, Price } from '@houtai/event-catalogue';
import type { Fen, Instant } from '@houtai/domain-kit';
import type { OfPartner } from '../partners/of-partner';
import type { OverdueRule } from '../pricing/late-fee';
import type { Stop } from '../pricing/quote';
import type { RatePlan } from '../pricing/rate-plan';
import type { Channel } from '../reservations/reservation';

/** What was agreed and inspected when the vehicle was handed over. */
export interface Handover extends Partial<OfPartner> {
  agreementId: string;
  reservationId: string;
  customerId: string;
  vehicleId: string;
  classCode: string;
  channel: Channel;
  pickUp: Stop;
  /** Planned: `return.at` is the due time. */
  return: Stop;
  price: Price;
  odometerKm: number;
  fuelPercent: number;
  rentalDepositReference: string;
  violationDepositReference: string;
  openedAt: Instant;
}

/** The inspection when the vehicle came back. */
export interface VehicleReturn {
  branchId: string;
  odometerKm: number;
  fuelPercent: number;
  returnedAt: Instant;
  lateMinutes: number;
}

export interface Settlement {
  charges: ChargeLine[];
  totalFen: Fen;
  /** Captured from the rental deposit. */
  captureFen: Fen;
  settledAt: Instant;
}

/** That a rental was overdue stays in its record, whatever follows. */
interface Opened extends Handover {
  overdueAt?: Instant;
}
interface Back extends Opened {
  back: VehicleReturn;
}
interface Settled extends Back {
  settlement: Settlement;
}

export type OnRent = Opened & { status: 'open' | 'overdue' };
export type Returned = Back & { status: 'returned' };
export type Settling = Settled & { status: 'settling' };
export type InViolationHold = Settled & { status: 'violation-hold'; holdUntil: Instant };
export type Closed = Settled & { status: 'closed'; holdUntil: Instant; closedAt: Instant };

/** A rental agreement (租赁合同): in force from handover to settlement, then waiting for traffic fines. */
export type Agreement = { status: 'none' } | OnRent | Returned | Settling | InViolationHold | Closed;

export type Signed = Exclude<Agreement, { status: 'none' }>;
export type AgreementStatus = Signed['status'];
export const AGREEMENT_STATUSES = [
  'open',
  'overdue',
  'returned',
  'settling',
  'violation-hold',
  'closed',
] as const satisfies readonly AgreementStatus[];

export type AgreementCommand =
  | { type: 'OpenAgreement'; handover: Handover; at: Instant }
  | { type: 'DeclareOverdue'; graceMinutes: number; at: Instant }
  | { type: 'ReturnVehicle'; branchId: string; odometerKm: number; fuelPercent: number; at: Instant }
  | { type: 'SettleAgreement'; plan: RatePlan; timeZone: string; rule: OverdueRule; at: Instant }
  | { type: 'StartViolationHold'; holdDays: number; at: Instant }
  | { type: 'CloseAgreement'; at: Instant };

export type AgreementEvent =
  | { type: 'AgreementOpened'; handover: Handover; at: Instant }
  | { type: 'AgreementOverdue'; at: Instant }
  | { type: 'VehicleReturned'; back: VehicleReturn; at: Instant }
  | { type: 'AgreementSettled'; settlement: Settlement; at: Instant }
  | { type: 'ViolationHoldStarted'; holdUntil: Instant; at: Instant }
  | { type: 'AgreementClosed'; at: Instant };
