import { at, scenariosOf, testId } from '@houtai/testing';
import { REQUIRED_PAPERS } from './papers';
import type { VehicleEvent } from './vehicle';
import { vehicle } from './vehicle.aggregate';

const [HERE, THERE] = [testId(2), testId(3)];
const registered: VehicleEvent = {
  type: 'VehicleRegistered',
  registration: {
    ...{ id: testId(1), vin: 'LSVAA4182E2123456', plate: '沪A12345', classCode: 'compact', energy: 'petrol' },
    ...{ branchId: HERE, odometerKm: 12 },
    papers: REQUIRED_PAPERS.map((kind) => ({
      ...{ kind, number: `${kind}-1`, validFrom: at('00:00', -60), validTo: at('00:00', 300) },
    })),
  },
  at: at('08:00'),
};
const agreementId = testId(10);
const onRent: VehicleEvent[] = [
  registered,
  {
    ...{ type: 'VehicleHandedOver', agreementId, reservationId: testId(11) },
    ...{ branchId: HERE, odometerKm: 20, at: at('09:00') },
  },
];
const returned: VehicleEvent[] = [
  ...onRent,
  { type: 'VehicleCameBack', branchId: HERE, odometerKm: 90, at: at('18:00') },
];
const changed: VehicleEvent = { type: 'StatusChanged', at: at('19:00') };
const checkIn = { type: 'CheckIn', roadworthy: true, at: at('19:00') } as const;
const move = { type: 'Move', branchId: THERE, at: at('19:00') } as const;

const LESS = 'odometer-below-last-reading';
const GONE = 'vehicle-not-in-fleet';

const { givenEvents } = scenariosOf(vehicle);

describe('the check-in of a returned vehicle', () => {
  it('says what was found, and frees it', () => {
    const found = { odometerKm: 91, energyPercent: 80, damage: 'scratch' };
    givenEvents(...returned)
      .when({ ...checkIn, ...found })
      .thenEvents({ type: 'VehicleCheckedIn', agreementId, ...found, at: at('19:00') }, changed);
  });

  it('keeps the reading of the return when nobody read it again', () => {
    givenEvents(...returned)
      .when(checkIn)
      .thenEvents({ type: 'VehicleCheckedIn', agreementId, odometerKm: 90, at: at('19:00') }, changed);
  });

  it('takes one that is not roadworthy out of service first', () => {
    givenEvents(...returned)
      .when({ ...checkIn, roadworthy: false, damage: 'no lights' })
      .thenEvents(
        { type: 'VehicleGrounded', reason: 'accident', note: 'no lights', at: at('19:00') },
        { type: 'VehicleCheckedIn', agreementId, odometerKm: 90, damage: 'no lights', at: at('19:00') },
        changed,
      );
  });

  it.each([
    ['of one that nobody returned', [registered], checkIn, 'vehicle-not-returned'],
    ['of one on rent', onRent, checkIn, 'vehicle-not-returned'],
    ['with fewer kilometres than at the return', returned, { ...checkIn, odometerKm: 89 }, LESS],
  ] as const)('is refused %s', (_name, events, command, code) => {
    givenEvents(...events)
      .when(command)
      .thenError(code);
  });
});

describe('the move of a vehicle to another branch', () => {
  it('puts it there, and in a new standing', () => {
    const arrived = { odometerKm: 60, at: at('19:00') };
    givenEvents(registered)
      .when({ ...move, odometerKm: 60 })
      .thenEvents({ type: 'VehicleMoved', fromBranchId: HERE, branchId: THERE, ...arrived }, changed);
  });

  it('leaves one that waits for its check-in waiting', () => {
    givenEvents(...returned)
      .when(move)
      .thenState({ branchId: THERE, odometerKm: 90, rental: expect.objectContaining({ stage: 'returned' }) });
  });

  it.each([
    ['to where it stands', [registered], { ...move, branchId: HERE }, 'vehicle-already-there'],
    ['while a customer has it', onRent, move, 'vehicle-on-rent'],
    ['when it is on sale', [registered, { type: 'VehiclePutOnSale', at: at('09:00') }], move, GONE],
    ['with fewer kilometres than before', [registered], { ...move, odometerKm: 11 }, LESS],
  ] as const)('is refused %s', (_name, events, command, code) => {
    givenEvents(...(events as readonly VehicleEvent[]))
      .when(command)
      .thenError(code);
  });
});
