import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, ClassCode } from '../fields';

const schema = Type.Object({
  classCode: ClassCode,
  name: Type.String(),
  rank: Type.Integer({ minimum: 1, description: 'Order of upgrades, 1 is the lowest' }),
  minimumAge: Type.Integer({ minimum: 18 }),
  licenceHeldMonths: Type.Integer({ minimum: 0 }),
  automaticOnly: Type.Boolean({ description: 'True when a C2 licence suffices' }),
  definedAt: At('Defined'),
});

export type VehicleClassDefinedV1 = Static<typeof schema>;

export const vehicleClassDefinedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle-class',
  name: 'vehicle-class-defined',
  meaning: 'A vehicle class can be promised to customers; it says what a driver must bring.',
  schema,
  sample: {
    classCode: 'compact',
    name: '紧凑型',
    rank: 2,
    minimumAge: 18,
    licenceHeldMonths: 6,
    automaticOnly: true,
    definedAt: '2026-01-01T00:00:00.000Z',
  },
});
