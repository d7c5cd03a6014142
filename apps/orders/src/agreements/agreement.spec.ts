import { validateEvent } from '@houtai/event-catalogue';
import { addDays, addMinutes, fold } from '@houtai/domain-kit';
import { scenariosOf, testId } from '@houtai/testing';
import { sumOf } from '../pricing/quote';
import { sampleRatePlan } from '../../test/samples/sample-rate-plan';
import { sampleHandover } from '../../test/samples/sample-agreement';
import type { AgreementCommand, AgreementEvent, Signed } from './agreement';
import { agreementDecider } from './agreement.decide';
import { publishAgreement } from './agreement.publish';

const { givenEvents } = scenariosOf(agreementDecider);
const dueAt = sampleHandover.return.at;
const here = sampleHandover.pickUp.branchId;

const opened: AgreementEvent = {
  type: 'AgreementOpened',
  handover: sampleHandover,
  at: sampleHandover.openedAt,
};
const overdue: AgreementEvent = { type: 'AgreementOverdue', at: addMinutes(dueAt, 30) };
const returnAt = (
  at: string,
  changes: Partial<{ branchId: string; odometerKm: number; fuelPercent: number }> = {},
) =>
  ({ type: 'ReturnVehicle', branchId: here, odometerKm: 1_400, fuelPercent: 100, at, ...changes }) as const;
const settleAt = (at: string) =>
  ({
    type: 'SettleAgreement',
    plan: sampleRatePlan,
    timeZone: 'Asia/Shanghai',
    rule: { unauthorisedAfterDays: 1, penaltyPercent: 300 },
    at,
  }) as const;
const holdDays = { type: 'StartViolationHold', holdDays: 15, at: addMinutes(dueAt, 40) } as const;

/** The events of an agreement after these commands. */
function history(...commands: AgreementCommand[]): AgreementEvent[] {
  return commands.reduce<AgreementEvent[]>(
    (events, command) => [
      ...events,
      ...agreementDecider.decide(command, fold(agreementDecider, agreementDecider.initialState(), events)),
    ],
    [opened],
  );
}

describe('an agreement', () => {
  it('opens once', () => {
    const open = { type: 'OpenAgreement', handover: sampleHandover, at: sampleHandover.openedAt } as const;
    givenEvents().when(open).thenEvents(opened);
    givenEvents(opened).when(open).thenError('agreement-already-opened', { status: 'open' });
  });

  it('is overdue after the grace, once, and only while the vehicle is out', () => {
    const check = (minutes: number) =>
      ({ type: 'DeclareOverdue', graceMinutes: 30, at: addMinutes(dueAt, minutes) }) as const;
    givenEvents(opened).when(check(29)).thenNothing();
    givenEvents(opened).when(check(30)).thenEvents(overdue);
    givenEvents(opened, overdue).when(check(90)).thenNothing();
    givenEvents(...history(returnAt(dueAt)))
      .when(check(90))
      .thenNothing();
  });

  it('notes by how much the vehicle is late, and never forgets that it was overdue', () => {
    givenEvents(opened, overdue)
      .when(returnAt(addMinutes(dueAt, 69.5)))
      .thenState({
        status: 'returned',
        overdueAt: addMinutes(dueAt, 30),
        back: expect.objectContaining({ lateMinutes: 70 }),
      });
    givenEvents(opened)
      .when(returnAt(addMinutes(dueAt, -60)))
      .thenState({ back: expect.objectContaining({ lateMinutes: 0 }) });
  });

  it.each<[string, AgreementCommand, string]>([
    ['an odometer that runs backwards', returnAt(dueAt, { odometerKm: 1_199 }), 'odometer-runs-backwards'],
    ['a return before the handover', returnAt('2026-03-02T01:00:00.000Z'), 'return-before-handover'],
    ['a settlement before the return', settleAt(dueAt), 'agreement-not-returned'],
    ['closing what is out', { type: 'CloseAgreement', at: dueAt }, 'agreement-not-settling'],
  ])('refuses %s', (_what, command, code) => {
    givenEvents(opened).when(command).thenError(code);
  });

  it('returns and settles once', () => {
    const settled = history(returnAt(dueAt), settleAt(dueAt));
    givenEvents(...settled)
      .when(returnAt(dueAt))
      .thenError('agreement-not-open', { status: 'settling' });
    givenEvents(...settled)
      .when(settleAt(dueAt))
      .thenError('agreement-not-returned', { status: 'settling' });
  });

  it('holds the violation deposit from the return on, once all is paid', () => {
    givenEvents(...history(returnAt(dueAt), settleAt(dueAt)))
      .when(holdDays)
      .thenEvents({ type: 'ViolationHoldStarted', holdUntil: addDays(dueAt, 15), at: holdDays.at });
    givenEvents(...history(returnAt(dueAt), settleAt(dueAt), holdDays))
      .when(holdDays)
      .thenNothing();
    givenEvents(opened).when(holdDays).thenNothing();
  });

  it('closes when the hold is over, not before, and once', () => {
    const close = (days: number) => ({ type: 'CloseAgreement', at: addDays(dueAt, days) }) as const;
    const held = history(returnAt(dueAt), settleAt(dueAt), holdDays);
    givenEvents(...held)
      .when(close(14.9))
      .thenError('violation-hold-running');
    givenEvents(...held)
      .when(close(15))
      .thenState({ status: 'closed', closedAt: addDays(dueAt, 15) });
    givenEvents(...held, { type: 'AgreementClosed', at: addDays(dueAt, 15) })
      .when(close(16))
      .thenNothing();
  });

  it('knows nothing before it is opened', () => {
    givenEvents().when(returnAt(dueAt)).thenError('agreement-not-open', { status: 'none' });
  });
});

describe('a settlement', () => {
  function settlement(back: AgreementCommand) {
    const state = fold(
      agreementDecider,
      agreementDecider.initialState(),
      history(back, settleAt(addMinutes(dueAt, 600))),
    );
    if (state.status !== 'settling') throw new Error(`is ${state.status}`);
    const { charges, totalFen, captureFen } = state.settlement;
    expect(totalFen).toBe(sumOf(charges));
    return { codes: charges.map((line) => line.code), totalFen, captureFen };
  }
  const promised = sampleHandover.price.totalFen;

  it('charges what was promised for a rental as agreed, and captures it from the deposit', () => {
    expect(settlement(returnAt(dueAt))).toEqual({
      codes: ['rental-day', 'basic-service', 'preparation'],
      totalFen: promised,
      captureFen: promised,
    });
  });

  it('adds lateness and missing fuel as lines of their own', () => {
    const { codes, totalFen } = settlement(returnAt(addMinutes(dueAt, 70), { fuelPercent: 90 }));
    expect(codes).toEqual(['rental-day', 'basic-service', 'preparation', 'late', 'late', 'fuel-difference']);
    expect(totalFen).toBe(promised + 2 * 1_000 + 2 * 200 + 10 * 400);
  });

  it('charges a return at another branch than agreed', () => {
    const { totalFen } = settlement(returnAt(dueAt, { branchId: testId(5) }));
    expect(totalFen).toBe(promised + sampleRatePlan.oneWayFen);
  });

  it('captures no more than the deposit', () => {
    const { totalFen, captureFen } = settlement(returnAt(addDays(dueAt, 5)));
    expect(totalFen).toBeGreaterThan(sampleHandover.price.rentalDepositFen);
    expect(captureFen).toBe(sampleHandover.price.rentalDepositFen);
  });
});

describe('what the others learn of an agreement', () => {
  it('fits the catalogue, event by event', () => {
    const events = [
      ...history(
        { type: 'DeclareOverdue', graceMinutes: 30, at: addMinutes(dueAt, 30) },
        returnAt(addMinutes(dueAt, 70)),
        settleAt(addMinutes(dueAt, 80)),
        holdDays,
        { type: 'CloseAgreement', at: addDays(dueAt, 16) },
      ),
    ];
    expect(events).toHaveLength(6);
    events.forEach((event, n) => {
      const after = fold(agreementDecider, agreementDecider.initialState(), events.slice(0, n + 1));
      const { event: definition, data } = publishAgreement(event, after as Signed);
      expect(validateEvent(definition.type, data)).toEqual([]);
    });
  });
});
