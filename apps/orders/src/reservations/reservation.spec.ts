import { validateEvent, type GatePoint } from '@houtai/event-catalogue';
import { addHours, addMinutes, fold } from '@houtai/domain-kit';
import { scenariosOf, testId } from '@houtai/testing';
import { RATE_PLAN_DEFAULTS } from '../pricing/rate-plan';
import type { ReservationCommand, ReservationEvent, Taken, Terms } from './reservation';
import { reservationDecider } from './reservation.decide';
import { publishReservation } from './reservation.publish';
import {
  allocationId,
  bound,
  cancelled,
  changeId,
  changeRequested,
  confirmed,
  later,
  longer,
  number,
  price,
  reservationId,
  submitted,
  submittedAt,
  terms,
} from '../../test/samples/sample-reservation';

const { givenEvents } = scenariosOf(reservationDecider);
const tiers = RATE_PLAN_DEFAULTS.cancellationTiers;
const pickUpAt = terms.pickUp.at;
const noCapacity = [{ rule: 'capacity', message: 'No vehicle of class compact is free for the whole time' }];

const submit: ReservationCommand = {
  type: 'SubmitReservation',
  reservationId,
  number,
  customerId: testId(2),
  channel: 'web',
  terms,
  failedRules: [],
  holdExpiresAt: later(15),
  at: submittedAt,
};
const held = { type: 'AcceptCapacity', at: later(1) } as const;
const refused: Extract<ReservationCommand, { type: 'RefuseCapacity' }> = {
  type: 'RefuseCapacity',
  reasons: noCapacity,
  alternatives: [],
  at: later(1),
};
const cancelAt = (at: string, reason: 'customer' | 'company' = 'customer') =>
  ({ type: 'CancelReservation', reason, tiers, vehicleInOrder: true, at }) as const;
const change = (to: Terms, at = later(10)): ReservationCommand => ({
  type: 'RequestChange',
  changeId,
  terms: to,
  failedRules: [],
  expiresAt: later(25),
  at,
});

describe('a wish', () => {
  it('is taken when the customer qualifies', () => {
    givenEvents().when(submit).thenEvents(submitted);
  });

  it('is rejected at once, every broken rule named, when not', () => {
    const failedRules = [{ rule: 'minimum-age', message: 'too young' }];
    givenEvents()
      .when({ ...submit, failedRules })
      .thenState({ status: 'rejected', reasons: failedRules });
  });

  describe('of a partner', () => {
    const failedRules = [{ rule: 'not-blacklisted', message: 'The customer is blacklisted' }];
    const withheld = { ...submit, failedRules, saidLater: true };
    const taken: ReservationEvent = { ...submitted, unsaid: failedRules } as ReservationEvent;

    it('is answered alike whoever it is for', () => {
      givenEvents().when(withheld).thenEvents(taken);
      givenEvents()
        .when({ ...submit, saidLater: true })
        .thenEvents(submitted);
    });

    it('is rejected when dispatch has answered, whatever it says', () => {
      givenEvents(taken).when(held).thenState({ status: 'rejected', reasons: failedRules, alternatives: [] });
      givenEvents(taken)
        .when(refused)
        .thenState({ status: 'rejected', reasons: [...failedRules, ...noCapacity] });
    });

    it('tells a person that rejects it what was left unsaid', () => {
      givenEvents(taken)
        .when({ type: 'RejectReservation', reason: 'no such address', at: later(1) })
        .thenState({ reasons: [...failedRules, { rule: 'review', message: 'no such address' }] });
    });
  });

  it('is taken once', () => {
    givenEvents(submitted).when(submit).thenError('reservation-already-taken', { status: 'submitted' });
  });

  it('can be rejected by a person only before it is decided', () => {
    const reject = { type: 'RejectReservation', reason: 'no such address', at: later(1) } as const;
    givenEvents(submitted)
      .when(reject)
      .thenState({ status: 'rejected', reasons: [{ rule: 'review', message: 'no such address' }] });
    givenEvents(submitted, confirmed).when(reject).thenError('reservation-not-submitted');
  });
});

describe('the answer of dispatch', () => {
  it('confirms', () => {
    givenEvents(submitted)
      .when(held)
      .thenEvents({ type: 'ReservationConfirmed', at: later(1) });
  });

  it('rejects with reasons and alternatives', () => {
    const alternatives = [{ classCode: 'suv', pickUp: terms.pickUp, return: terms.return }];
    givenEvents(submitted)
      .when({ ...refused, alternatives })
      .thenState({ status: 'rejected', reasons: noCapacity, alternatives });
  });

  it('counts as none when it was given after its time', () => {
    givenEvents(submitted)
      .when({ ...held, at: later(16) })
      .thenEvents({ type: 'ReservationExpired', at: later(16) });
  });

  it.each<[string, ReservationEvent]>([
    ['expired', { type: 'ReservationExpired', at: later(15) }],
    ['cancelled', cancelled],
    ['confirmed', confirmed],
  ])('has no effect once the reservation is %s: the race is lost lawfully', (_status, event) => {
    givenEvents(submitted, event).when(held).thenNothing();
    givenEvents(submitted, event).when(refused).thenNothing();
  });

  it('does not come too late before its time: the timer waits', () => {
    const expire = (minutes: number) => ({ type: 'ExpireReservation', at: later(minutes) }) as const;
    givenEvents(submitted).when(expire(14)).thenNothing();
    givenEvents(submitted)
      .when(expire(15))
      .thenEvents({ type: 'ReservationExpired', at: later(15) });
    givenEvents(submitted, confirmed).when(expire(15)).thenNothing();
  });
});

describe('a change', () => {
  const changed = [submitted, confirmed, changeRequested] as const;

  it('keeps the promise while it waits and shows the difference', () => {
    givenEvents(submitted, confirmed)
      .when(change(longer))
      .thenState({
        status: 'confirmed',
        return: terms.return,
        price,
        change: expect.objectContaining({ status: 'pending', differenceFen: 5_000 }),
      });
  });

  it('swaps the terms when its capacity is held', () => {
    givenEvents(...changed)
      .when({ ...held, changeId, at: later(11) })
      .thenState({ ...longer, status: 'confirmed', change: expect.objectContaining({ status: 'accepted' }) });
  });

  it('gives the vehicle back for the new terms', () => {
    givenEvents(submitted, confirmed, bound, changeRequested)
      .when({ ...held, changeId, at: later(11) })
      .thenState({ status: 'confirmed' });
  });

  it('leaves everything as it was when refused, ready or not', () => {
    givenEvents(submitted, confirmed, bound, changeRequested)
      .when({ ...refused, changeId, at: later(11) })
      .thenState({ status: 'ready', price, change: expect.objectContaining({ status: 'refused' }) });
  });

  it('is refused when no answer comes in time', () => {
    const expire = (minutes: number) => ({ type: 'ExpireChange', at: later(minutes) }) as const;
    givenEvents(...changed)
      .when(expire(24))
      .thenNothing();
    givenEvents(...changed)
      .when(expire(25))
      .thenState({ status: 'confirmed', change: expect.objectContaining({ status: 'refused' }) });
    givenEvents(...changed)
      .when({ ...held, changeId, at: later(26) })
      .thenState({ status: 'confirmed', price });
  });

  it('does not take the answer to another question', () => {
    givenEvents(...changed)
      .when({ ...held, changeId: testId(99) })
      .thenNothing();
    givenEvents(...changed)
      .when(held)
      .thenNothing();
    givenEvents(submitted)
      .when({ ...held, changeId })
      .thenNothing();
  });

  it('is one at a time, of a promise, before the pick-up, and changes something', () => {
    givenEvents(...changed)
      .when(change(longer))
      .thenError('change-pending', { changeId });
    givenEvents(submitted).when(change(longer)).thenError('reservation-not-confirmed');
    givenEvents(submitted, confirmed, cancelled).when(change(longer)).thenError('reservation-not-confirmed');
    givenEvents(submitted, confirmed)
      .when(change(longer, addMinutes(pickUpAt, 1)))
      .thenError('pick-up-passed');
    givenEvents(submitted, confirmed).when(change(terms)).thenError('change-without-effect');
  });

  it('needs a customer who qualifies for it', () => {
    const failedRules = [{ rule: 'minimum-age', message: 'too young for the class' }];
    givenEvents(submitted, confirmed)
      .when({ ...change(longer), failedRules } as ReservationCommand)
      .thenError('driver-not-qualified', { reasons: failedRules });
  });
});

describe('a vehicle', () => {
  const bind = (id: string, at: string) =>
    ({ type: 'BindVehicle', allocationId: id, vehicleId: testId(3), at }) as const;
  const release = (id: string) => ({ type: 'ReleaseVehicle', allocationId: id, at: later(40) }) as const;

  it('makes the reservation ready', () => {
    givenEvents(submitted, confirmed)
      .when(bind(allocationId, later(30)))
      .thenEvents(bound);
  });

  it('that is taken back makes it wait again', () => {
    givenEvents(submitted, confirmed, bound).when(release(allocationId)).thenState({ status: 'confirmed' });
  });

  it('of a swap is told by two allocations whose news may cross', () => {
    const younger = testId(1007);
    givenEvents(submitted, confirmed, bound)
      .when(bind(younger, later(30)))
      .thenState({ status: 'ready', binding: expect.objectContaining({ allocationId: younger }) });
    givenEvents(submitted, confirmed, bound).when(release(younger)).thenNothing();
    givenEvents(submitted, confirmed, bound)
      .when(bind(testId(6), later(30)))
      .thenNothing();
    givenEvents(submitted, confirmed, bound)
      .when(bind(allocationId, later(30)))
      .thenNothing();
  });

  it('comes too late for a reservation that is over', () => {
    givenEvents(submitted, confirmed, cancelled)
      .when(bind(allocationId, later(30)))
      .thenNothing();
  });

  it('is never bound to a mere wish', () => {
    givenEvents(submitted)
      .when(bind(allocationId, later(1)))
      .thenError('reservation-not-confirmed');
  });
});

describe('the end', () => {
  const noShow = (at: string, vehicleInOrder = true) =>
    ({ type: 'DeclareNoShow', tiers, graceHours: 4, vehicleInOrder, at }) as const;
  const convert = (at: string, points: GatePoint[] = []) =>
    ({ type: 'ConvertReservation', agreementId: testId(6), earlyMinutes: 120, points, at }) as const;
  const grounded: GatePoint[] = [
    { rule: 'vehicle-grounded', concerns: 'vehicle', message: 'out of service' },
  ];
  const blacklisted: GatePoint[] = [
    { rule: 'not-blacklisted', concerns: 'customer', message: 'blacklisted' },
  ];
  const { vehicleId } = bound.type === 'ReservationReadied' ? bound.binding : { vehicleId: '' };
  const refusal = (points: GatePoint[], at = pickUpAt): ReservationEvent => {
    return { type: 'HandoverRefused', vehicleId, points, at };
  };
  const free = { cancellation: expect.objectContaining({ feeFen: 0 }) };

  it.each([
    ['a day ahead', -24, 0],
    ['half a day ahead', -12, 3_960],
    ['two hours ahead', -2, 9_900],
    ['half an hour ahead', -0.5, 13_860],
  ])('a cancellation %s costs by its notice', (_what, hours, feeFen) => {
    givenEvents(submitted, confirmed)
      .when(cancelAt(addHours(pickUpAt, hours)))
      .thenState({ status: 'cancelled', cancellation: { reason: 'customer', feeFen, noticeHours: -hours } });
  });

  it('a cancellation is free for a wish, and when the company withdraws', () => {
    const now = addHours(pickUpAt, -1);
    givenEvents(submitted).when(cancelAt(now)).thenState(free);
    givenEvents(submitted, confirmed).when(cancelAt(now, 'company')).thenState(free);
  });

  it('nobody is a no-show before the grace is over', () => {
    givenEvents(submitted, confirmed)
      .when(noShow(addHours(pickUpAt, 3.9)))
      .thenError('grace-not-over');
    givenEvents(submitted, confirmed, bound)
      .when(noShow(addHours(pickUpAt, 4)))
      .thenState({ status: 'no-show', feeFen: 13_860 });
    givenEvents(submitted)
      .when(noShow(addHours(pickUpAt, 4)))
      .thenError('reservation-not-confirmed');
  });

  it('a cancellation costs what it would have cost in place of a change', () => {
    const at = addHours(pickUpAt, -5);
    const away: Terms = {
      ...terms,
      pickUp: { ...terms.pickUp, at: addHours(pickUpAt, 240) },
      return: { ...terms.return, at: addHours(pickUpAt, 264) },
    };
    const moved = fold(reservationDecider, reservationDecider.initialState(), [submitted, confirmed]);
    const [asked] = reservationDecider.decide(change(away, at), moved);
    if (!asked) throw new Error('the change is asked for above');
    const cancelled = (feeFen: number) => ({ cancellation: expect.objectContaining({ feeFen }) });
    givenEvents(submitted, confirmed, asked, { type: 'ReservationChanged', at })
      .when(cancelAt(at))
      .thenState(cancelled(9_900));
    const refused: ReservationEvent = { type: 'ReservationChangeRefused', reasons: noCapacity, at };
    givenEvents(submitted, confirmed, asked, refused)
      .when(cancelAt(addHours(pickUpAt, -12)))
      .thenState(cancelled(3_960));
  });

  it('costs nothing from the pick-up on when the company has no vehicle', () => {
    const [leaves, stays] = [cancelAt(pickUpAt), noShow(addHours(pickUpAt, 4))];
    givenEvents(submitted, confirmed).when(leaves).thenState(free);
    givenEvents(submitted, confirmed).when(stays).thenState({ status: 'no-show', feeFen: 0 });
    givenEvents(submitted, confirmed, bound)
      .when({ ...leaves, vehicleInOrder: false })
      .thenState(free);
    givenEvents(submitted, confirmed, bound)
      .when({ ...stays, vehicleInOrder: false })
      .thenState({ feeFen: 0 });
    givenEvents(submitted, confirmed, bound, refusal(grounded)).when(stays).thenState({ feeFen: 0 });
    givenEvents(submitted, confirmed, bound, refusal(blacklisted)).when(stays).thenState({ feeFen: 13_860 });
    givenEvents(submitted, confirmed)
      .when(cancelAt(addHours(pickUpAt, -0.5)))
      .thenState({ cancellation: expect.objectContaining({ feeFen: 13_860 }) });
  });

  it('a refused handover is told once for each vehicle and set of points', () => {
    givenEvents(submitted, confirmed, bound).when(convert(pickUpAt, grounded)).thenEvents(refusal(grounded));
    givenEvents(submitted, confirmed, bound, refusal(grounded))
      .when(convert(addMinutes(pickUpAt, 5), grounded))
      .thenNothing();
    givenEvents(submitted, confirmed, bound, refusal(grounded))
      .when(convert(pickUpAt, blacklisted))
      .thenEvents(refusal(blacklisted));
    givenEvents(submitted, confirmed, bound, refusal(grounded))
      .when(convert(pickUpAt))
      .thenState({ status: 'converted' });
  });

  it('a fee is settled once, and only where one was charged', () => {
    const settle = { type: 'SettleFee', at: later(60) } as const;
    givenEvents(submitted, confirmed, cancelled)
      .when(settle)
      .thenEvents({ type: 'FeeSettled', at: later(60) });
    givenEvents(submitted, confirmed, cancelled, { type: 'FeeSettled', at: later(60) })
      .when(settle)
      .thenNothing();
    givenEvents(submitted, confirmed).when(settle).thenNothing();
  });

  it('the clock declares nobody who came, left, or moved the pick-up meanwhile', () => {
    const byClock = { ...noShow(addHours(pickUpAt, 4)), byClock: true };
    const converted: ReservationEvent = {
      type: 'ReservationConverted',
      agreementId: testId(6),
      at: pickUpAt,
    };
    givenEvents(submitted, confirmed, bound, converted).when(byClock).thenNothing();
    givenEvents(submitted, confirmed, cancelled).when(byClock).thenNothing();
    givenEvents(submitted, confirmed)
      .when({ ...byClock, at: addHours(pickUpAt, 3) })
      .thenNothing();
    givenEvents(submitted, confirmed, bound).when(byClock).thenState({ status: 'no-show' });
  });

  it('a handover needs a bound vehicle, the time and no open question', () => {
    givenEvents(submitted, confirmed, bound)
      .when(convert(pickUpAt))
      .thenState({ status: 'converted', agreementId: testId(6) });
    givenEvents(submitted, confirmed).when(convert(pickUpAt)).thenError('reservation-not-ready');
    givenEvents(submitted, confirmed, bound)
      .when(convert(addHours(pickUpAt, -3)))
      .thenError('handover-too-early');
    givenEvents(submitted, confirmed, bound, changeRequested)
      .when(convert(pickUpAt))
      .thenError('change-pending');
  });

  it.each([cancelAt(pickUpAt), noShow(addHours(pickUpAt, 5)), convert(pickUpAt)])(
    'is final: no $type after it',
    (command) => {
      givenEvents(submitted, confirmed, cancelled)
        .when(command)
        .thenError('reservation-over', { status: 'cancelled' });
    },
  );
});

describe('what the others learn', () => {
  const histories: ReservationEvent[][] = [
    [submitted, confirmed, bound, { type: 'VehicleReleased', allocationId, at: later(40) }, cancelled],
    [submitted, confirmed, cancelled, { type: 'FeeSettled', at: later(60) }],
    [submitted, confirmed, changeRequested, { type: 'ReservationChanged', at: later(11) }],
    [
      submitted,
      confirmed,
      changeRequested,
      { type: 'ReservationChangeRefused', reasons: noCapacity, at: later(11) },
    ],
    [submitted, { type: 'ReservationExpired', at: later(15) }],
    [submitted, confirmed, { type: 'ReservationNoShow', feeFen: 1, at: addHours(pickUpAt, 4) }],
    [submitted, confirmed, bound, { type: 'ReservationConverted', agreementId: testId(6), at: pickUpAt }],
    reservationDecider.decide({ ...submit, failedRules: noCapacity } as ReservationCommand, {
      status: 'none',
    }),
  ];

  it.each(histories)('fits the catalogue, event by event (%#)', (...events) => {
    events.forEach((event, n) => {
      const after = fold(reservationDecider, reservationDecider.initialState(), events.slice(0, n + 1));
      const told = publishReservation(event, after as Taken);
      if (event.type === 'VehicleReleased' || event.type === 'FeeSettled') expect(told).toBeUndefined();
      else expect(validateEvent(told?.event.type ?? '', told?.data)).toEqual([]);
    });
  });
});
