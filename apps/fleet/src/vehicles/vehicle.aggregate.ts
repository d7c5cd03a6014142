import type { Aggregate } from '@houtai/domain-kit';
import type { Vehicle, VehicleCommand, VehicleEvent } from './vehicle';
import { decideVehicle } from './vehicle.decide';
import { evolveVehicle } from './vehicle.evolve';
import { publishVehicle } from './vehicle.publish';

export const vehicle: Aggregate<VehicleCommand, Vehicle, VehicleEvent> = {
  name: 'vehicle',
  initialState: () => ({ status: 'none' }),
  decide: decideVehicle,
  evolve: evolveVehicle,
  publish: publishVehicle,
};
