import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type { CapacityHold, Page, Receivable, Reservation } from '../system/views';

/** What happens to a reservation before anybody drives: changes, withdrawals, a customer who does not come. */
export function changesAndEndsJourney(office: () => Office): void {
  describe('a reservation before its pick-up', () => {
    const now = local('2026-05-11', '09:00');
    const pickUpAt = local('2026-05-13', '10:00');
    const oneDay = local('2026-05-14', '10:00');
    const twoDays = local('2026-05-15', '10:00');
    let company: Company;
    let customerId: string;

    const verb = (id: string, name: string, time: string, body?: unknown) =>
      office()
        .as('customer-service-agent')
        .post<Reservation>(`/api/v1/reservations/${id}/${name}`, { time, body });
    const holds = async (id: string) =>
      (
        await office().as('dispatcher').get<Page<CapacityHold>>(`/api/v1/capacity-holds?reservationId=${id}`)
      ).items.filter(({ status }) => status !== 'released');

    beforeAll(async () => {
      await office().clock(local('2026-05-11', '08:00'));
      company = await new Company(office(), { day: '2026-05-11', code: 'CHANGE', vehicles: 1 }).found();
      customerId = await company.customer();
    });

    it('is priced again when it is extended, with the difference shown', async () => {
      const { id, price } = await company.reserve(customerId, company.wish(pickUpAt, oneDay), { time: now });
      const asked = await verb(id, 'change', now, { return: { branchId: company.branchId, at: twoDays } });
      expect(asked.change).toMatchObject({ status: 'pending', differenceFen: 24_800 });
      expect(asked.return.at).toBe(oneDay);
      await office().settled();
      const changed = await company.reservation(id);
      expect(changed.change).toMatchObject({ status: 'accepted', differenceFen: 24_800 });
      expect(changed.return.at).toBe(twoDays);
      expect(changed.price.totalFen).toBe(price.totalFen + 24_800);
      expect(await holds(id)).toEqual([expect.objectContaining({ status: 'firm', return: changed.return })]);
      await verb(id, 'cancel', now, { reason: 'customer' });
      await office().settled();
    });

    it('keeps its old promise when the change cannot be had', async () => {
      const first = await company.reserve(customerId, company.wish(pickUpAt, oneDay), { time: now });
      const next = await company.reserve(customerId, company.wish(local('2026-05-14', '12:00'), twoDays), {
        time: now,
      });
      expect([first.status, next.status]).toEqual(['confirmed', 'confirmed']);
      await verb(first.id, 'change', now, { return: { branchId: company.branchId, at: twoDays } });
      await office().settled();
      const kept = await company.reservation(first.id);
      expect(kept).toMatchObject({ status: 'confirmed', return: first.return, price: first.price });
      expect(kept.change).toMatchObject({ status: 'refused' });
      expect(kept.change?.reasons?.length).toBeGreaterThan(0);
      expect(await holds(first.id)).toEqual([
        expect.objectContaining({ status: 'firm', return: first.return }),
      ]);
      for (const { id } of [first, next]) await verb(id, 'cancel', now, { reason: 'customer' });
      await office().settled();
    });

    it.each([
      ['a day and an hour before', local('2026-05-12', '09:00'), 0],
      ['less than a day before', local('2026-05-12', '11:00'), 3_960],
      ['less than six hours before', local('2026-05-13', '05:00'), 9_900],
      ['less than an hour before', local('2026-05-13', '09:30'), 13_860],
    ])('costs, cancelled %s, what its notice says', async (_notice, time, feeFen) => {
      const { id } = await company.reserve(customerId, company.wish(pickUpAt, oneDay), { time: now });
      const cancelled = await verb(id, 'cancel', time, { reason: 'customer' });
      expect(cancelled).toMatchObject({ status: 'cancelled', cancellation: { feeFen } });
      await office().settled();
      expect(await holds(id)).toEqual([]);
      await pay(office(), id, feeFen, time);
    });

    it('costs nothing when the company withdraws, however late', async () => {
      const { id } = await company.reserve(customerId, company.wish(pickUpAt, oneDay), { time: now });
      const cancelled = await office()
        .as('operations-manager')
        .post<Reservation>(`/api/v1/reservations/${id}/cancel`, {
          time: local('2026-05-13', '09:30'),
          body: { reason: 'company', note: 'The vehicle is damaged' },
        });
      expect(cancelled).toMatchObject({ status: 'cancelled', cancellation: { feeFen: 0 } });
      await office().settled();
    });

    it('is a no-show after the grace time and not before, with the fee of the shortest notice', async () => {
      const { id } = await company.reserve(customerId, company.wish(pickUpAt, oneDay), { time: now });
      await office().clock(local('2026-05-12', '12:00'));
      const early = await office()
        .as('branch-staff')
        .refused('POST', `/api/v1/reservations/${id}/no-show`, { time: local('2026-05-13', '13:59') });
      expect(early.body).toMatchObject({ status: 409, code: 'grace-not-over' });
      const time = local('2026-05-13', '14:00');
      const gone = await office()
        .as('branch-staff')
        .post<Reservation>(`/api/v1/reservations/${id}/no-show`, { time });
      expect(gone).toMatchObject({ status: 'no-show', feeFen: 13_860 });
      await office().settled();
      expect(await holds(id)).toEqual([]);
      await pay(office(), id, 13_860, time);
    });
  });
}

/** The fee is owed in the books, and nothing is owed after it was paid. */
async function pay(office: Office, reservationId: string, feeFen: number, time: string): Promise<void> {
  const accountant = office.as('accountant');
  const path = `/api/v1/receivables/${reservationId}`;
  if (feeFen === 0) {
    expect((await accountant.refused('GET', path)).status).toBe(404);
    return;
  }
  expect(await accountant.get<Receivable>(path)).toMatchObject({ status: 'due', dueFen: feeFen });
  await accountant.post('/api/v1/payments', {
    time,
    body: { reservationId, amountFen: feeFen, method: 'alipay', reference: `AP-${reservationId}` },
  });
  expect(await accountant.get<Receivable>(path)).toMatchObject({ status: 'cleared', dueFen: 0 });
  // orders hears of it: who owes a fee gets no new promise
  await office.settled();
}
