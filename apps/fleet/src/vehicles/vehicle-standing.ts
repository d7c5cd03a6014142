import { RegisteredVehicle, LifeCycle, Allocation } from './vehicle';

/** Second axis: what the vehicle is doing. The last three are reached by later capabilities (cleaning lane, relocation). */
export const OPERATIONS = [
  'available',
  'reserved',
  'on-rent',
  'returned',
  'out-of-service',
  'cleaning',
  'in-transit',
  'non-revenue',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Where a vehicle stands on its two axes, and whom it serves. */
export interface Standing {
  lifeCycle: LifeCycle;
  operation: Operation;
  branchId: string;
  reservationId?: string;
}

/**
 * The standing that follows from the facts. The order of the lines is the rule: a running rental outweighs everything,
 * even a grounding (the customer keeps the car; it is out of service once it is back), a grounding outweighs a missing
 * check-in, and a vehicle that was not checked in is promised to nobody.
 */
export function standingOf(vehicle: RegisteredVehicle): Standing {
  const { status: lifeCycle, branchId, rental } = vehicle;
  const place = { lifeCycle, branchId };
  if (rental?.stage === 'running') {
    return { ...place, operation: 'on-rent', reservationId: rental.reservationId };
  }
  if (vehicle.grounding) return { ...place, operation: 'out-of-service' };
  if (rental?.stage === 'returned') return { ...place, operation: 'returned' };
  const next = nextAllocation(vehicle);
  if (next) return { ...place, operation: 'reserved', reservationId: next.reservationId };
  return { ...place, operation: 'available' };
}

export function sameStanding(a: Standing, b: Standing): boolean {
  return (
    a.lifeCycle === b.lifeCycle &&
    a.operation === b.operation &&
    a.branchId === b.branchId &&
    a.reservationId === b.reservationId
  );
}

function nextAllocation({ allocations }: RegisteredVehicle): Allocation | undefined {
  return allocations.reduce<Allocation | undefined>(
    (first, candidate) => (first && first.from <= candidate.from ? first : candidate),
    undefined,
  );
}
