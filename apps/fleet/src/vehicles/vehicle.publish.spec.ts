import {
  vehicleGroundedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
  vehiclePapersRenewedV1,
  validateEvent,
} from '@houtai/event-catalogue';
import { RegisteredVehicle, VehicleCommand } from './vehicle';
import { vehicle } from './vehicle.aggregate';
import { publishVehicle } from './vehicle.publish';

const { vehicleId, registeredAt, ...registration } = vehicleRegisteredV1.sample;

/** Plays commands and returns what the last one announced. */
function announcedBy(...commands: VehicleCommand[]) {
  let state = vehicle.initialState();
  let announced: { type: string; data: unknown }[] = [];
  for (const command of commands) {
    announced = vehicle.decide(command, state).flatMap((event) => {
      state = vehicle.evolve(state, event);
      const told = publishVehicle(event, state as RegisteredVehicle);
      return told ? [{ type: told.event.type, data: told.data }] : [];
    });
  }
  for (const { type, data } of announced)
    expect({ type, faults: validateEvent(type, data) }).toEqual({ type, faults: [] });
  return Object.fromEntries(announced.map(({ type, data }) => [type, data]));
}

const register = {
  type: 'RegisterVehicle',
  id: vehicleId,
  ...registration,
  at: registeredAt,
} as VehicleCommand;
const grounded = vehicleGroundedV1.sample;

describe('what a vehicle announces is what the catalogue says', () => {
  it('registration, with the grounding and status that follow from its papers', () => {
    const announced = announcedBy(register);
    expect(announced[vehicleRegisteredV1.type]).toEqual(vehicleRegisteredV1.sample);
    expect(Object.keys(announced)).toEqual([
      vehicleRegisteredV1.type,
      vehicleGroundedV1.type,
      vehicleStatusChangedV1.type,
    ]);
  });

  it('grounding and return to service', () => {
    const complete = (
      ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'] as const
    ).map((kind) => ({ kind, number: '1', validFrom: registeredAt, validTo: '2027-01-01T00:00:00.000Z' }));
    const ground = {
      type: 'GroundVehicle',
      reason: grounded.reason,
      expectedBackAt: grounded.expectedBackAt,
      at: grounded.groundedAt,
    } as VehicleCommand;
    const fit = { ...register, papers: complete } as VehicleCommand;
    expect(announcedBy(fit, ground)[vehicleGroundedV1.type]).toEqual(grounded);
    const back = vehicleReturnedToServiceV1.sample;
    expect(
      announcedBy(fit, ground, { type: 'ReturnToService', at: back.returnedAt })[
        vehicleReturnedToServiceV1.type
      ],
    ).toEqual(back);
  });

  it('renewed papers and the status of a rental', () => {
    const { papers, renewedAt } = vehiclePapersRenewedV1.sample;
    const renewal = { type: 'RenewPapers', papers, at: renewedAt } as VehicleCommand;
    expect(announcedBy(register, renewal)[vehiclePapersRenewedV1.type]).toEqual(
      vehiclePapersRenewedV1.sample,
    );
    const status = vehicleStatusChangedV1.sample;
    const handover: VehicleCommand = {
      type: 'NoteHandover',
      agreementId: vehicleId,
      reservationId: status.reservationId ?? '',
      branchId: status.branchId,
      odometerKm: status.odometerKm,
      at: status.since,
    };
    expect(announcedBy(register, handover)[vehicleStatusChangedV1.type]).toEqual(status);
  });
});
