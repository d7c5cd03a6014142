import type { HoldRow } from './rows';

const NOBODY: readonly HoldRow[] = [];

/** Which holds have a seat on which vehicle. */
export class Seats {
  private readonly byVehicle = new Map<string, HoldRow[]>();

  add(vehicleId: string, hold: HoldRow): void {
    this.byVehicle.set(vehicleId, [...this.on(vehicleId), hold]);
  }

  remove(vehicleId: string, holdId: string): void {
    const left = this.on(vehicleId).filter(({ id }) => id !== holdId);
    if (left.length > 0) this.byVehicle.set(vehicleId, left);
    else this.byVehicle.delete(vehicleId);
  }

  on(vehicleId: string): readonly HoldRow[] {
    return this.byVehicle.get(vehicleId) ?? NOBODY;
  }

  vehicleIds(): Iterable<string> {
    return this.byVehicle.keys();
  }
}
