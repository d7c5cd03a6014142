import fc from 'fast-check';
import { fold } from '@houtai/domain-kit';
import { at, scenariosOf, testId } from '@houtai/testing';
import { REQUIRED_PAPERS } from './papers';
import { RegisteredVehicle, Vehicle, VehicleCommand, VehicleEvent } from './vehicle';
import { standingOf } from './vehicle-standing';
import { vehicle } from './vehicle.aggregate';

const HOME = testId(2);
const registered: VehicleEvent[] = [
  {
    type: 'VehicleRegistered',
    registration: {
      id: testId(1),
      vin: 'LSVAA4182E2123456',
      plate: '沪A12345',
      classCode: 'compact',
      energy: 'petrol',
      branchId: HOME,
      odometerKm: 0,
      papers: REQUIRED_PAPERS.map((kind) => ({
        kind,
        number: '1',
        validFrom: at('00:00'),
        validTo: at('00:00', 300),
      })),
    },
    at: at('08:00'),
  },
];

/** The n-th rental: allocated on the day before, handed over at 10:00 of day n, back at 16:00 at branch 100 + n. */
const rental = (n: number) => {
  const ids = { agreementId: testId(1000 + n), reservationId: testId(2000 + n) };
  const allocation = {
    allocationId: testId(3000 + n),
    reservationId: ids.reservationId,
    from: at('10:00', n),
    to: at('18:00', n),
  };
  return {
    allocated: { type: 'NoteAllocation', allocation, at: at('10:00', n - 1) },
    opened: { type: 'NoteHandover', ...ids, branchId: HOME, odometerKm: 100 * n, at: at('10:05', n) },
    returned: {
      type: 'NoteReturn',
      agreementId: ids.agreementId,
      branchId: testId(100 + n),
      odometerKm: 100 * n + 50,
      at: at('16:00', n),
    },
    released: { type: 'NoteRelease', allocationId: allocation.allocationId, at: at('16:00', n) },
  } as const satisfies Record<string, VehicleCommand>;
};

const handle = (state: Vehicle, command: VehicleCommand): Vehicle =>
  fold(vehicle, state, vehicle.decide(command, state));
const after = (commands: readonly VehicleCommand[]): RegisteredVehicle => {
  const state = commands.reduce(handle, fold(vehicle, vehicle.initialState(), registered));
  if (state.status === 'none') throw new Error('the vehicle is registered above');
  return state;
};

const { givenEvents } = scenariosOf(vehicle);
const { allocated, opened, returned, released } = rental(1);

describe('facts from dispatch and orders', () => {
  it.each([
    ['allocated', [allocated], 'reserved', allocated.at, rental(1).opened.reservationId],
    ['allocated and released', [allocated, released], 'available', released.at, undefined],
    ['handed over', [allocated, opened], 'on-rent', opened.at, opened.reservationId],
    ['returned', [allocated, opened, returned], 'returned', returned.at, undefined],
    [
      'handed over before the news of its allocation',
      [opened, allocated],
      'on-rent',
      opened.at,
      opened.reservationId,
    ],
    [
      'returned before the news of its allocation',
      [opened, returned, allocated],
      'returned',
      returned.at,
      undefined,
    ],
  ] as const)('a vehicle %s', (_name, commands, operation, since, reservationId) => {
    const state = after(commands);
    expect(standingOf(state)).toMatchObject({ operation });
    expect(standingOf(state).reservationId).toBe(reservationId);
    expect(state.since).toBe(since);
  });

  it('a returned vehicle is nobody’s until it is checked in, and then serves the next reservation', () => {
    const waiting = after([allocated, opened, rental(2).allocated, returned]);
    expect(standingOf(waiting)).toMatchObject({
      operation: 'returned',
      branchId: testId(101),
      lifeCycle: 'in-fleet',
    });
    const ready = handle(waiting, {
      type: 'CheckIn',
      roadworthy: true,
      at: at('17:00', 1),
    }) as RegisteredVehicle;
    expect(standingOf(ready)).toMatchObject({
      operation: 'reserved',
      reservationId: rental(2).opened.reservationId,
    });
  });

  it('of two allocations the earlier one is the reservation it serves', () => {
    expect(standingOf(after([rental(2).allocated, allocated])).reservationId).toBe(opened.reservationId);
  });

  it('the return of an earlier rental that comes after the next handover changes nothing', () => {
    const next = rental(2).opened;
    const before = after([opened, next]);
    expect(standingOf(before)).toMatchObject({ operation: 'on-rent', reservationId: next.reservationId });
    expect(handle(before, returned)).toBe(before);
  });

  it('delivered twice add nothing', () => {
    givenEvents(...registered, {
      type: 'VehicleHandedOver',
      agreementId: opened.agreementId,
      reservationId: opened.reservationId,
      branchId: HOME,
      odometerKm: 100,
      at: opened.at,
    })
      .when(opened)
      .thenNothing();
    givenEvents(...registered)
      .when(released)
      .thenNothing();
  });

  it('reach the same standing in every order their topics allow, and time never runs backwards', () => {
    const rentals = [rental(1), rental(2), rental(3)];
    // In order within an agreement and within an allocation (same key), in any order between them.
    const streams: VehicleCommand[][] = rentals.flatMap((r) => [
      [r.allocated, r.released],
      [r.opened, r.returned],
    ]);
    const expected = after(rentals.flatMap((r) => [r.allocated, r.opened, r.returned, r.released]));
    const anyOrder = fc.shuffledSubarray(
      streams.flatMap((stream, n) => stream.map(() => n)),
      { minLength: streams.length * 2 },
    );
    fc.assert(
      fc.property(anyOrder, (turns) => {
        const rest = streams.map((stream) => [...stream]);
        const commands = turns
          .map((n) => rest[n]?.shift())
          .filter((c): c is VehicleCommand => c !== undefined);
        const history = commands.map((_, n) => after(commands.slice(0, n + 1)).since);
        expect([...history].sort()).toEqual(history);
        const reached = after(commands);
        expect({ ...reached, since: '' }).toEqual({ ...expected, since: '' });
      }),
      { numRuns: 300 },
    );
  });
});
