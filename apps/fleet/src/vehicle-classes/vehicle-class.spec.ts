import { vehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { vehicleClass, type DefinedVehicleClass } from './vehicle-class';

it('defining a vehicle class announces what the catalogue says', () => {
  const { definedAt: at, ...sample } = vehicleClassDefinedV1.sample;
  const none = vehicleClass.initialState();
  const [defined] = vehicleClass.decide({ type: 'DefineVehicleClass', ...sample, at }, none);
  if (!defined) throw new Error('the class is defined above');
  const after = vehicleClass.evolve(none, defined) as DefinedVehicleClass;
  expect(vehicleClass.publish(defined, after)).toEqual({
    event: vehicleClassDefinedV1,
    data: vehicleClassDefinedV1.sample,
  });
});
