import { vehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { defineVehicleClass, vehicleClassDefined } from './vehicle-class';

it('defining a vehicle class announces what the catalogue says', () => {
  const { definedAt, ...sample } = vehicleClassDefinedV1.sample;
  expect(vehicleClassDefined(defineVehicleClass({ ...sample, at: definedAt }))).toEqual(
    vehicleClassDefinedV1.sample,
  );
});
