import {
  vehicleCheckedInV1,
  vehicleDisposedV1,
  vehicleMovedV1,
  vehicleWithdrawnV1,
  vehicleGroundedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
  vehiclePapersRenewedV1,
  validateEvent,
} from '@houtai/event-catalogue';
import { REQUIRED_PAPERS } from './papers';
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
const complete = REQUIRED_PAPERS.map((kind) => ({
  ...{ kind, number: '1', validFrom: registeredAt, validTo: '2027-01-01T00:00:00.000Z' },
}));
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

  it('check-in, move, withdrawal and disposal', () => {
    const { checkedInAt, agreementId, branchId, odometerKm, energyPercent } = vehicleCheckedInV1.sample;
    const rental: VehicleCommand[] = [
      { type: 'RegisterVehicle', id: vehicleId, ...registration, papers: complete, at: registeredAt },
      {
        ...{ type: 'NoteHandover', agreementId, reservationId: vehicleId },
        ...{ branchId, odometerKm: 12, at: registeredAt },
      },
      { type: 'NoteReturn', agreementId, branchId, odometerKm, at: registeredAt },
      { type: 'CheckIn', roadworthy: true, energyPercent, at: checkedInAt },
    ];
    expect(announcedBy(...rental)[vehicleCheckedInV1.type]).toEqual(vehicleCheckedInV1.sample);

    const { toBranchId, movedAt, odometerKm: arrivedKm } = vehicleMovedV1.sample;
    const move: VehicleCommand = { type: 'Move', branchId: toBranchId, odometerKm: arrivedKm, at: movedAt };
    expect(announcedBy(...rental, move)[vehicleMovedV1.type]).toEqual(vehicleMovedV1.sample);

    const { withdrawnAt } = vehicleWithdrawnV1.sample;
    const sale: VehicleCommand[] = [
      { type: 'GroundVehicle', reason: 'other', at: withdrawnAt },
      { type: 'PutOnSale', at: withdrawnAt },
    ];
    expect(announcedBy(...rental, ...sale)[vehicleWithdrawnV1.type]).toEqual(vehicleWithdrawnV1.sample);
    const { disposedAt } = vehicleDisposedV1.sample;
    const sold: VehicleCommand = { type: 'Dispose', at: disposedAt };
    expect(announcedBy(...rental, ...sale, sold)[vehicleDisposedV1.type]).toEqual(vehicleDisposedV1.sample);
  });

  it('says of one that was checked in and is out of service that it is not fit', () => {
    const { agreementId, branchId } = vehicleCheckedInV1.sample;
    const announced = announcedBy(
      register,
      {
        type: 'NoteHandover',
        agreementId,
        reservationId: vehicleId,
        branchId,
        odometerKm: 1,
        at: registeredAt,
      },
      { type: 'NoteReturn', agreementId, branchId, odometerKm: 2, at: registeredAt },
      { type: 'CheckIn', roadworthy: false, at: registeredAt },
    );
    expect(announced[vehicleCheckedInV1.type]).toMatchObject({ fit: false });
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
