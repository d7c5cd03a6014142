import { Company, local } from '../system/company';
import type { Office } from '../system/office';
import type {
  Agreement,
  DayFigures,
  Entry,
  Page,
  Price,
  Receivable,
  Reservation,
  TrialBalance,
  Vehicle,
} from '../system/views';

/** A rental of two workdays, brought back two hours and twenty minutes late, from the wish to the closed books. */
export function rentalJourney(office: () => Office): void {
  describe('a rental from wish to closed books', () => {
    const pickUpAt = local('2026-04-08', '10:00');
    const dueAt = local('2026-04-10', '10:00');
    const returnedAt = local('2026-04-10', '12:20');
    let company: Company;
    let customerId: string;
    let quoted: Price;
    let reservation: Reservation;
    let agreement: Agreement;
    const charge = (code: string) =>
      agreement.settlement?.charges.filter((line) => line.code === code).map(({ amountFen }) => amountFen);

    it('begins with a branch, a class with prices, a vehicle, and a customer who was checked', async () => {
      await office().clock(local('2026-04-01', '08:00'));
      // The deposit is smaller than the rental, so that something is owed in the end.
      company = await new Company(office(), {
        day: '2026-04-01',
        code: 'RENTAL',
        vehicles: 1,
        rentalDepositFen: 50_000,
      }).found();
      customerId = await company.customer();
    });

    it('promises the price that was quoted', async () => {
      const time = local('2026-04-07', '09:00');
      const wish = company.wish(pickUpAt, dueAt);
      quoted = await company.quote(wish, { time });
      expect(quoted.totalFen).toBe(2 * 19_800 + 2 * 5_000 + 2_000);
      reservation = await company.submit(customerId, wish, { time });
      expect(reservation.status).toBe('submitted');
      expect(reservation.price).toEqual(quoted);
    });

    it('is confirmed when dispatch holds the capacity, without a vehicle as long as the pick-up is far', async () => {
      await office().settled();
      reservation = await company.reservation(reservation.id);
      expect(reservation).toMatchObject({ status: 'confirmed', price: quoted });
      expect(reservation.vehicleId).toBeUndefined();
    });

    it('has a vehicle reserved for it on the day before', async () => {
      await office().clock(local('2026-04-07', '10:30'));
      reservation = await company.reservation(reservation.id);
      expect(reservation).toMatchObject({ status: 'ready', vehicleId: company.vehicleIds[0] });
      const vehicle = await office()
        .as('fleet-manager')
        .get<Vehicle>(`/api/v1/vehicles/${reservation.vehicleId}`);
      expect(vehicle.operation).toBe('reserved');
    });

    it('is handed over by the branch, and by nobody who only sells', async () => {
      const path = `/api/v1/reservations/${reservation.id}/handover`;
      const body = {
        odometerKm: 1_000,
        fuelPercent: 100,
        rentalDepositReference: 'POS-E2E-1',
        violationDepositReference: 'POS-E2E-2',
      };
      const refused = await office()
        .as('customer-service-agent')
        .refused('POST', path, { time: pickUpAt, body });
      expect(refused.status).toBe(403);
      agreement = await office().as('branch-staff').post<Agreement>(path, { time: pickUpAt, body });
      expect(agreement).toMatchObject({ status: 'open', vehicleId: company.vehicleIds[0] });
      expect(await company.reservation(reservation.id)).toMatchObject({
        status: 'converted',
        agreementId: agreement.id,
      });
    });

    it('is overdue when the vehicle is not back in time, and stands on the list', async () => {
      await office().clock(local('2026-04-10', '11:00'));
      const staff = office().as('branch-staff');
      agreement = await staff.get<Agreement>(`/api/v1/agreements/${agreement.id}`);
      expect(agreement.status).toBe('overdue');
      const overdue = await staff.get<Page<Agreement>>('/api/v1/overdue-returns', {
        time: local('2026-04-10', '11:00'),
      });
      expect(overdue.items.map(({ id }) => id)).toContain(agreement.id);
    });

    it('charges a late return by the begun hour, itemised', async () => {
      const staff = office().as('branch-staff');
      await staff.post(`/api/v1/agreements/${agreement.id}/return`, {
        time: returnedAt,
        body: { branchId: company.branchId, odometerKm: 1_240, fuelPercent: 100 },
      });
      agreement = await staff.post<Agreement>(`/api/v1/agreements/${agreement.id}/settle`, {
        time: local('2026-04-10', '12:30'),
      });
      expect(agreement.status).toBe('settling');
      expect(charge('rental-day')).toEqual([19_800, 19_800]);
      expect(charge('late')).toEqual([3 * 825, 3 * 208]);
      expect(agreement.settlement).toMatchObject({ totalFen: 51_600 + 2_475 + 624, captureFen: 50_000 });
      expect(agreement.overdueAt).toBeDefined();
      await office().settled();
      await staff.post(`/api/v1/vehicles/${agreement.vehicleId}/check-in`, {
        time: local('2026-04-10', '13:00'),
        body: { cleaned: true },
      });
    });

    it('stays in settlement until the customer has paid what the deposit did not cover', async () => {
      const accountant = office().as('accountant');
      const owed = await accountant.get<Receivable>(`/api/v1/receivables/${reservation.id}`);
      expect(owed).toMatchObject({ status: 'due', dueFen: 4_699 });
      const time = local('2026-04-10', '14:00');
      const body = {
        reservationId: reservation.id,
        amountFen: owed.dueFen,
        method: 'wechat-pay',
        reference: 'WX-E2E-1',
      };
      const tooMuch = await accountant.refused('POST', '/api/v1/payments', {
        time,
        body: { ...body, amountFen: owed.dueFen + 1 },
      });
      expect(tooMuch.body.code).toBe('payment-exceeds-owed');
      await accountant.post('/api/v1/payments', { time, body });
      await office().settled();
      agreement = await accountant.get<Agreement>(`/api/v1/agreements/${agreement.id}`);
      expect(agreement).toMatchObject({
        status: 'violation-hold',
        holdUntil: local('2026-04-17', '12:20'),
      });
    });

    it('is closed when the violation deposit has been held long enough, and no minute earlier', async () => {
      const path = `/api/v1/agreements/${agreement.id}`;
      await office().clock(local('2026-04-17', '12:19'));
      expect((await office().as('accountant').get<Agreement>(path)).status).toBe('violation-hold');
      await office().clock(local('2026-04-17', '12:20'));
      agreement = await office().as('accountant').get<Agreement>(path);
      expect(agreement.status).toBe('closed');
      const deposits = await office()
        .as('finance-manager')
        .get<Page<{ kind: string; openFen: number }>>(`/api/v1/holds?reservationId=${reservation.id}`);
      expect(deposits.items).toHaveLength(2);
      expect(deposits.items.every(({ openFen }) => openFen === 0)).toBe(true);
    });

    it('leaves balanced books in which nothing of the order is open', async () => {
      const accountant = office().as('accountant');
      const { totals, entries } = await accountant.get<TrialBalance>('/api/v1/trial-balance');
      expect(entries).toBeGreaterThan(0);
      expect(totals.debitFen).toBe(totals.creditFen);
      expect(totals.debitFen).toBeGreaterThan(0);
      const posted = await accountant.get<Page<Entry>>(
        `/api/v1/entries?reservationId=${reservation.id}&limit=200`,
      );
      const balance = (account: string) =>
        posted.items
          .flatMap(({ lines }) => lines)
          .filter((line) => line.account === account && line.reservationId === reservation.id)
          .reduce((sum, { side, amountFen }) => sum + (side === 'D' ? amountFen : -amountFen), 0);
      expect(balance('1122')).toBe(0);
      expect(balance('2221.06')).toBe(0);
      expect(balance('6041')).toBeLessThan(0);
      const verified = await accountant.get<Record<string, unknown>>('/api/v1/ledger-verification');
      expect(verified).toMatchObject({ intact: true });
    });

    it('asks the customer how it was', async () => {
      const agent = office().as('customer-service-agent');
      const surveys = await agent.get<Page<{ id: string; status: string }>>(
        `/api/v1/surveys?agreementId=${agreement.id}`,
      );
      expect(surveys.items.map(({ status }) => status)).toEqual(['invited']);
      const answered = await agent.post(`/api/v1/surveys/${surveys.items[0]?.id}/answer`, {
        time: local('2026-04-18', '09:00'),
        body: { satisfaction: 5, recommendation: 10 },
      });
      expect(answered).toMatchObject({ status: 'answered' });
    });

    it('shows the rented minutes of each day in the daily report', async () => {
      const rented = async (day: string) => {
        const report = await office()
          .as('analyst')
          .get<{ byVehicle: DayFigures[] }>(`/api/v1/reports/daily-vehicle-operations?day=${day}`);
        return report.byVehicle.find(({ vehicleId }) => vehicleId === agreement.vehicleId);
      };
      expect(await rented('2026-04-07')).toMatchObject({ rentedMinutes: 0 });
      expect(await rented('2026-04-08')).toMatchObject({ rentedMinutes: 14 * 60 });
      expect(await rented('2026-04-09')).toMatchObject({ rentedMinutes: 24 * 60 });
      expect(await rented('2026-04-10')).toMatchObject({ rentedMinutes: 12 * 60 + 20 });
    });
  });
}

/** Who may not do what others do in the rental above. */
const NOT_THEIRS = [
  ['analyst', 'POST', '/api/v1/reservations'],
  ['workshop', 'POST', '/api/v1/customers'],
  ['branch-staff', 'POST', '/api/v1/branches'],
  ['branch-staff', 'GET', '/api/v1/trial-balance'],
  ['branch-staff', 'POST', '/api/v1/rate-plans'],
  ['customer-service-agent', 'POST', '/api/v1/payments'],
  ['accountant', 'POST', '/api/v1/vehicles'],
  ['accountant', 'POST', '/api/v1/surveys/01900000-0000-7000-8000-000000000001/answer'],
  ['dispatcher', 'GET', '/api/v1/reports/daily-vehicle-operations?day=2026-04-08'],
  ['partner-agent', 'GET', '/api/v1/allocations'],
  ['operations-manager', 'POST', '/api/v1/simulation/clock'],
  ['analyst', 'GET', '/api/v1/operations/bus'],
] as const;

export function rolesJourney(office: () => Office): void {
  describe('a role does its own work only', () => {
    it.each(NOT_THEIRS)('%s is refused %s %s', async (role, method, path) => {
      const { status, body } = await office()
        .as(role)
        .refused(method, path, method === 'POST' ? { body: {} } : {});
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
    });
  });
}
