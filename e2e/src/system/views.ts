import type { Instant } from '@houtai/domain-kit';

/** What the journeys read of the API's answers. */

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Stop {
  readonly branchId: string;
  readonly at: Instant;
}

export interface Wish {
  readonly classCode: string;
  readonly pickUp: Stop;
  readonly return: Stop;
}

export interface ChargeLine {
  readonly code: string;
  readonly quantity: number;
  readonly amountFen: number;
}

export interface Price {
  readonly currency: 'CNY';
  readonly lines: readonly ChargeLine[];
  readonly totalFen: number;
  readonly rentalDepositFen: number;
}

export interface Reason {
  readonly rule: string;
  readonly message: string;
}

export interface Reservation extends Wish {
  readonly id: string;
  /** For people, `R7KM-9QXD-F`. */
  readonly number: string;
  readonly status: string;
  readonly customerId: string;
  readonly price: Price;
  readonly reasons?: readonly Reason[];
  readonly change?: {
    readonly status: 'pending' | 'accepted' | 'refused';
    readonly price: Price;
    readonly differenceFen: number;
    readonly reasons?: readonly Reason[];
  };
  readonly vehicleId?: string;
  readonly agreementId?: string;
  readonly cancellation?: { readonly feeFen: number; readonly noticeHours: number; readonly note?: string };
  readonly feeFen?: number;
  readonly version: number;
}

interface AbsenceWindow {
  readonly vehicleId: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface Absence {
  readonly id: string;
  readonly status: string;
  readonly window?: AbsenceWindow;
  readonly reasons?: readonly Reason[];
  readonly alternatives?: readonly AbsenceWindow[];
}

export interface Agreement {
  readonly id: string;
  readonly status: string;
  readonly vehicleId: string;
  readonly overdueAt?: Instant;
  readonly settlement?: {
    readonly charges: readonly ChargeLine[];
    readonly totalFen: number;
    readonly captureFen: number;
  };
  readonly holdUntil?: Instant;
  readonly closedAt?: Instant;
  readonly version: number;
}

export interface CapacityHold {
  readonly status: string;
  readonly pickUp: Stop;
  readonly return: Stop;
}

export interface Conflict {
  readonly id: string;
  readonly reservationId: string;
  readonly conflict: string | null;
  readonly closedBranchId: string | null;
  readonly escalatedAt: string | null;
}

export interface Allocation {
  readonly id: string;
  readonly reservationId: string;
  readonly vehicleId: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly status: string;
}

export interface Receivable {
  readonly status: string;
  readonly dueFen: number;
}

export interface TrialBalance {
  readonly entries: number;
  readonly totals: { readonly debitFen: number; readonly creditFen: number };
}

export interface Entry {
  readonly lines: readonly {
    readonly account: string;
    readonly side: 'D' | 'C';
    readonly amountFen: number;
    readonly reservationId: string | null;
  }[];
}

export interface DayFigures {
  readonly vehicleId: string;
  readonly rentedMinutes: number;
  readonly netRevenueFen: number;
}

export interface Vehicle {
  readonly id: string;
  readonly operation: string;
  readonly odometerKm: number;
  readonly version: number;
}
