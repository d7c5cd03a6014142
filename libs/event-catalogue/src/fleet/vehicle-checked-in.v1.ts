import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  vehicleId: Id('Vehicle'),
  agreementId: Id('Agreement whose return was checked in'),
  branchId: Id('Branch where it stands'),
  odometerKm: Type.Integer({ minimum: 0 }),
  energyPercent: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100, description: 'Fuel or charge, in percent' }),
  ),
  damage: Type.Optional(Type.String({ description: 'Damage that was found; no personal data' })),
  fit: Type.Boolean({
    description: 'False when it is out of service all the same: grounded for another reason',
  }),
  checkedInAt: At('Checked in'),
});

export type VehicleCheckedInV1 = Static<typeof schema>;

export const vehicleCheckedInV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'vehicle',
  name: 'vehicle-checked-in',
  meaning: 'A returned vehicle was inspected and cleaned; before that it is handed over to nobody.',
  schema,
  sample: {
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    agreementId: '0196f3a0-0000-7000-8000-000000000007',
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    odometerKm: 1442,
    energyPercent: 80,
    fit: true,
    checkedInAt: '2026-03-04T03:00:00.000Z',
  },
});
