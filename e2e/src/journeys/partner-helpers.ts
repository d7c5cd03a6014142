import { addDays, addHours } from '@houtai/domain-kit';
import { HoutaiPartner, isProblem } from '@houtai/client';
import { customerBody, type Company } from '../system/company';
import { eventually } from '../system/office';

export interface HelpedWorld {
  readonly company: Company;
  readonly houtai: HoutaiPartner;
  /** Waits until the receiver was told of it. */
  hears(type: HelpedEvent, reservationId: string): Promise<unknown>;
}

type HelpedEvent =
  | 'reservation.confirmed'
  | 'reservation.rejected'
  | 'reservation.expired'
  | 'reservation.change-refused'
  | 'reservation.ready'
  | 'reservation.no-show'
  | 'rental.started'
  | 'rental.overdue'
  | 'rental.returned'
  | 'rental.settled';

/** Calls each helper of the test realm, which brings about what a partner can hear of a booking, and waits until it is heard. */
export function helping({ company, houtai, hears }: HelpedWorld): Record<string, () => Promise<unknown>> {
  let now = '';
  let rental = '';
  const ids: Record<string, string> = {};
  const path = (reference: string) => ({ path: { id: ids[reference] ?? '' } });
  const book = async (reference: string) => {
    const from = addHours(now, 20);
    const customer = { ...customerBody(), consent: { textVersion: '2026-11' } };
    const body = { ...company.wish(from, addDays(from, 1)), customer, reference };
    ids[reference] = (await houtai.submitReservation({ body })).id;
    return ids[reference];
  };
  const held = async (reference: string) => {
    await houtai.holdAnswerBack({ body: { reference } });
    return book(reference);
  };
  const changeLater = async (reference: string) => {
    await houtai.holdAnswerBack({ body: { reference } });
    const at = addDays(now, 4);
    await houtai.changeReservation({
      ...path(reference),
      body: { return: { branchId: company.branchId, at } },
    });
  };
  const isReady = (reference: string) =>
    eventually(
      () => houtai.showReservation(path(reference)),
      ({ status }) => status === 'ready',
    );
  return {
    showTestClock: async () => (now = (await houtai.showTestClock()).now ?? ''),
    moveTestClock: async () => expect(await houtai.moveTestClock({ body: { now } })).toMatchObject({ now }),
    holdAnswerBack: () => held('T-confirmed'),
    helpConfirm: async () => {
      // dispatch may not have answered yet
      const confirm = () =>
        houtai.helpConfirm(path('T-confirmed')).catch((thrown: unknown) => {
          if (isProblem(thrown, 'answer-not-held-back')) return undefined;
          throw thrown;
        });
      expect(await eventually(confirm, Boolean)).toMatchObject({ status: 'confirmed' });
      await hears('reservation.confirmed', ids['T-confirmed'] ?? '');
    },
    helpRefuse: async () => {
      const id = await held('T-refused');
      const refused = await houtai.helpRefuse({
        ...path('T-refused'),
        body: { reason: 'customer-not-accepted' },
      });
      expect(refused).toMatchObject({ status: 'rejected', reasons: [{ rule: 'customer-not-accepted' }] });
      await hears('reservation.rejected', id);
      await changeLater('T-confirmed');
      const change = { status: 'refused', reasons: [{ rule: 'capacity' }] };
      expect(await houtai.helpRefuse({ ...path('T-confirmed'), body: {} })).toMatchObject({ change });
      await hears('reservation.change-refused', ids['T-confirmed'] ?? '');
    },
    helpExpire: async () => {
      const id = await held('T-expired');
      expect(await houtai.helpExpire(path('T-expired'))).toMatchObject({ status: 'expired' });
      await hears('reservation.expired', id);
    },
    helpNoShow: async () => {
      const id = await book('T-missed');
      await isReady('T-missed');
      const missed = await houtai.helpNoShow(path('T-missed'));
      expect(missed).toMatchObject({ status: 'no-show', feeFen: expect.any(Number) as number });
      await hears('reservation.no-show', id);
    },
    helpPickUp: async () => {
      await isReady('T-confirmed');
      const opened = await houtai.helpPickUp({ ...path('T-confirmed'), body: {} });
      rental = opened.id;
      await hears('reservation.ready', opened.reservationId);
      await hears('rental.started', opened.reservationId);
    },
    helpReturn: async () => {
      await houtai.moveTestClock({ body: { now: addHours(now, 46) } });
      await hears('rental.overdue', ids['T-confirmed'] ?? '');
      const back = await houtai.helpReturn({ path: { id: rental }, body: { fuelPercent: 90 } });
      expect(back).toMatchObject({ status: 'returned', back: { fuelPercent: 90 } });
      const again = houtai.helpNoShow(path('T-confirmed'));
      await expect(again).rejects.toMatchObject({ code: 'reservation-over' });
      await hears('rental.returned', ids['T-confirmed'] ?? '');
    },
    helpSettle: async () => {
      expect(await houtai.helpSettle({ path: { id: rental } })).toMatchObject({ reference: 'T-confirmed' });
      await hears('rental.settled', ids['T-confirmed'] ?? '');
    },
  };
}
