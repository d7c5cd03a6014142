import { Instant } from '@houtai/domain-kit';

/** What the demo reads of the API's answers. */

export interface Stop {
  branchId: string;
  at: Instant;
}

export interface ReservationView {
  id: string;
  status:
    'submitted' | 'confirmed' | 'ready' | 'converted' | 'rejected' | 'expired' | 'cancelled' | 'no-show';
  customerId: string;
  classCode: string;
  pickUp: Stop;
  return: Stop;
  vehicleId: string | null;
  change: { changeId: string } | null;
  cancellation: { feeFen: number } | null;
}

export interface AgreementView {
  id: string;
  status: 'open' | 'overdue' | 'returned' | 'settling' | 'violation-hold' | 'closed';
  reservationId: string;
  vehicleId: string;
}

export interface VehicleView {
  id: string;
  classCode: string;
  branchId: string;
  operation: string;
  since: Instant;
  odometerKm: number;
}

export interface AllocationView {
  id: string;
  reservationId: string;
  vehicleId: string;
  from: Instant;
  to: Instant;
  status: string;
}

export interface BusView {
  drained: boolean;
  produced: number;
  applied: number;
  due: number;
  parked: number;
  pending: number;
  outboxDepth: number;
  services: readonly { service: string; reachable: boolean }[];
}

export interface ReceivableView {
  reservationId: string;
  dueFen: number;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}
