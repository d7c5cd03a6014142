import { Colleague, type Answer, type Problem } from '../system/colleague';
import { Company, PRICES, customerBody, local } from '../system/company';
import type { Office } from '../system/office';
import type { Agreement, Page, Price, Reservation } from '../system/views';

const PASSWORD = 'a long walk by the lake';

/** The booking system of a partner: it has a key and nothing else. */
class BookingSystem {
  private constructor(
    private readonly office: Office,
    readonly partnerId: string,
    private readonly key: string,
  ) {}

  /** Staff opens the partner with an administrator, who makes the key. */
  static async of(office: Office, code: string, priceGroup: string): Promise<BookingSystem> {
    const manager = office.as('operations-manager');
    const contract = { priceGroup, mostOpenReservations: 20, identityCheck: 'at-pick-up' };
    const contacts = [{ name: '沈一', email: `shen@${code}.example` }];
    const { id } = await manager.post<{ id: string }>('/api/v1/partners', {
      body: { code, name: code, contract, contacts },
    });
    const { username } = await manager.post<{ username: string }>(`/api/v1/partners/${id}/users`, {
      body: { username: 'shen', name: '沈一', roles: ['partner-admin'], password: PASSWORD },
    });
    const admin = new Colleague(office.system.gatewayUrl, { username, password: PASSWORD }, office.recorder);
    const scopes = ['branches:read', 'availability:read', 'agreements:read', 'partner-settlements:read'];
    scopes.push(...['quote', 'read', 'write'].map((action) => `reservations:${action}`));
    const { key } = await admin.post<{ key: string }>('/api/v1/api-keys', {
      body: { name: 'engine', scopes },
    });
    return new BookingSystem(office, id, key);
  }

  ask<T>(method: string, path: string, ask: { time?: string; body?: object } = {}): Promise<Answer<T>> {
    const headers = {
      authorization: `Bearer ${this.key}`,
      ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
    };
    return this.office.as(null).ask<T>(method, `/api/v1/${path}`, { ...ask, headers });
  }

  async done<T>(method: string, path: string, ask: { time?: string; body?: object } = {}): Promise<T> {
    const { status, body } = await this.ask<T>(method, path, ask);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}

interface Booked extends Reservation {
  readonly reference?: string;
  readonly handoverConditions?: readonly string[];
}

interface Settlement {
  readonly month: string;
  readonly rentals: number;
  readonly chargedFen: number;
  readonly paidFen: number;
}

/** What the contract of one of them says a workday costs. */
const NORTHERN_FEN = 15_000;

/** Two partners sell the same branch: each its own bookings, from the quote to the charges. */
export function partnerBookingsJourney(office: () => Office): void {
  describe('what a partner books with its key', () => {
    const time = local('2026-09-01', '09:00');
    const pickUpAt = local('2026-09-07', '10:00');
    const dueAt = local('2026-09-08', '10:00');
    let company: Company;
    let north: BookingSystem;
    let south: BookingSystem;
    let booked: Booked;
    let rental: Agreement;
    const consent = { textVersion: '2026-09' };

    it('begins with what it may sell', async () => {
      await office().clock(local('2026-09-01', '08:00'));
      company = await new Company(office(), { day: '2026-09-01', code: 'PARTNERED', vehicles: 2 }).found();
      north = await BookingSystem.of(office(), 'north-tours', 'northern');
      south = await BookingSystem.of(office(), 'south-tours', 'agency');
      const { classCode } = company;
      const prices = { ...PRICES, workdayFen: NORTHERN_FEN, classCode, priceGroup: 'northern' };
      const publish = { time: local('2026-09-01', '00:00'), body: { ...prices, validFrom: '2026-09-01' } };
      await office().as('operations-manager').post('/api/v1/rate-plans', publish);
      // Orders sells nothing on terms that it has not heard of yet.
      await office().settled();
      const branch = await north.done<Record<string, unknown>>('GET', `branches/${company.branchId}`);
      expect(branch).toMatchObject({ code: 'PARTNERED' });
      expect(branch).not.toHaveProperty('turnaroundMinutes');
      const place = `classCode=${company.classCode}&branchId=${company.branchId}`;
      const { hours } = await north.done<{ hours: object[] }>(
        'GET',
        `availability?${place}&from=${local('2026-09-07', '10:00')}&to=${local('2026-09-07', '11:00')}`,
      );
      expect(hours).toEqual([{ from: pickUpAt, available: true }]);
    });

    it('is promised at the price quoted, to somebody new', async () => {
      const wish = company.wish(pickUpAt, dueAt);
      const quoted = await north.done<Price>('POST', 'quotes', { time, body: wish });
      const toSouth = await south.done<Price>('POST', 'quotes', { time, body: wish });
      expect(toSouth.totalFen - quoted.totalFen).toBe(PRICES.workdayFen - NORTHERN_FEN);
      const body = { ...wish, customer: { ...customerBody(), consent }, reference: 'N-1' };
      booked = await north.done<Booked>('POST', 'reservations', { time, body });
      expect(booked).toMatchObject({ status: 'submitted', price: quoted, reference: 'N-1' });
      await office().settled();
      booked = await north.done<Booked>('GET', `reservations/${booked.id}`);
      expect(booked).toMatchObject({ status: 'confirmed', handoverConditions: ['identity-verified'] });
      const ofHouse = await company.reservation(booked.id);
      expect(ofHouse).toMatchObject({ partnerId: north.partnerId, channel: 'partner' });
      expect(ofHouse.customerId).not.toBe(booked.customerId);
    });

    it('has a number that people can say, and that permits nothing', async () => {
      const { id, number } = booked;
      const said = number.replaceAll('-', ' ').toLowerCase();
      expect(await north.done<Booked>('GET', `reservations/${encodeURIComponent(said)}`)).toEqual(booked);
      const found = await company.find(number);
      expect(found.map((one) => one.id)).toEqual([id]);
      const slip = (number.startsWith('7') ? '8' : '7') + number.slice(1);
      expect(await north.ask<Problem>('GET', `reservations/${slip}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'id', rule: 'reservationNumberCheck' }] },
      });
      expect((await south.ask('GET', `reservations/${number}`)).status).toBe(404);
      expect((await south.done<Page<Booked>>('GET', `reservations?number=${number}`)).items).toEqual([]);
    });

    it('is not there for another partner', async () => {
      const NOTHING = '01900000-0000-7000-8000-00000000dead';
      for (const [method, path] of [
        ['GET', 'reservations/:id'],
        ['GET', 'reservations/:id/history'],
        ['POST', 'reservations/:id/change'],
        ['POST', 'reservations/:id/cancel'],
        ['GET', 'agreements/:id'],
      ] as const) {
        const said = async (id: string) => {
          const body = method === 'POST' ? { body: {} } : {};
          const answer = await south.ask<Problem>(method, path.replace(':id', id), { time, ...body });
          const { traceId: _, ...rest } = answer.body;
          return JSON.stringify([answer.status, rest]).replaceAll(id, 'ID');
        };
        expect(await said(NOTHING)).toContain('not-found');
        expect(await said(booked.id)).toBe(await said(NOTHING));
      }
      expect((await south.done<Page<Booked>>('GET', 'reservations')).items).toEqual([]);
      const body = { ...company.wish(pickUpAt, dueAt), customerId: booked.customerId };
      expect((await south.ask<Problem>('POST', 'reservations', { time, body })).body.errors).toMatchObject([
        { field: 'customerId', rule: 'known-customer' },
      ]);
    });

    it('changes when the partner asks, and dispatch has room', async () => {
      const body = { return: { branchId: company.branchId, at: local('2026-09-09', '10:00') } };
      const asked = await north.done<Booked>('POST', `reservations/${booked.id}/change`, { time, body });
      expect(asked.change).toMatchObject({ status: 'pending', differenceFen: NORTHERN_FEN + 5_000 });
      await office().settled();
      booked = await north.done<Booked>('GET', `reservations/${booked.id}`);
      expect(booked).toMatchObject({ change: { status: 'accepted' }, return: body.return });
    });

    it('is handed over once the papers were seen, and shows what it costs', async () => {
      await office().clock(local('2026-09-07', '09:30'));
      const staff = office().as('branch-staff');
      const path = `/api/v1/reservations/${booked.number}/handover`;
      const inspection = {
        odometerKm: 1_000,
        fuelPercent: 100,
        rentalDepositReference: 'POS-E2E-P1',
        violationDepositReference: 'POS-E2E-P2',
      };
      const refused = await staff.refused('POST', path, { time: pickUpAt, body: inspection });
      expect(refused.body.details).toMatchObject({ points: [{ rule: 'identity-verified' }] });
      const { customerId } = await company.reservation(booked.id);
      await staff.post(`/api/v1/customers/${customerId}/verify`, { time: pickUpAt });
      rental = await staff.post<Agreement>(path, { time: pickUpAt, body: inspection });
      const back = { branchId: company.branchId, odometerKm: 1_200, fuelPercent: 100 };
      const returnedAt = local('2026-09-09', '09:00');
      await office().clock(returnedAt);
      await staff.post(`/api/v1/agreements/${rental.id}/return`, { time: returnedAt, body: back });
      await staff.post(`/api/v1/agreements/${rental.id}/settle`, { time: returnedAt });
      await office().settled();
      const shown = await north.done<Agreement>('GET', `agreements/${rental.id}`);
      expect(shown).toMatchObject({
        reservationId: booked.id,
        reference: 'N-1',
        customerId: booked.customerId,
        settlement: { totalFen: booked.price.totalFen },
      });
      expect((await south.ask('GET', `agreements/${rental.id}`)).status).toBe(404);
    });

    it('is in the figures of its month, and in nobody else’s', async () => {
      const months = await north.done<Page<Settlement>>('GET', 'partner-settlements');
      const { totalFen } = booked.price;
      expect(months.items).toMatchObject([
        { month: '2026-09', rentals: 1, chargedFen: totalFen, paidFen: totalFen },
      ]);
      expect((await south.done<Page<Settlement>>('GET', 'partner-settlements')).items).toEqual([]);
    });

    it('is answered alike for whom the house does not want, who is refused without a why', async () => {
      const at = { time: local('2026-09-10', '09:00') };
      const wish = company.wish(local('2026-09-22', '10:00'), local('2026-09-23', '10:00'));
      const person = { ...customerBody(), consent };
      const first = await south.done<Booked>('POST', 'reservations', {
        ...at,
        body: { ...wish, customer: person },
      });
      await office().settled();
      const { customerId } = await company.reservation(first.id);
      const blacklist = { ...at, body: { reason: 'Sold the car' } };
      await office()
        .as('customer-service-supervisor')
        .post(`/api/v1/customers/${customerId}/blacklist`, blacklist);
      const second = await south.done<Booked>('POST', 'reservations', {
        ...at,
        body: { ...wish, customer: person },
      });
      expect(Object.keys(second)).toEqual(Object.keys(first));
      expect(second.status).toBe('submitted');
      await office().settled();
      const refused = await south.done<Booked>('GET', `reservations/${second.id}`);
      expect(refused).toMatchObject({ status: 'rejected', reasons: [{ rule: 'customer-not-accepted' }] });
      expect(JSON.stringify(refused)).not.toMatch(/blacklist|Sold/);
      await south.done('POST', `reservations/${first.id}/cancel`, { ...at, body: {} });
      await office().settled();
    });

    it('is cancelled as its customer would', async () => {
      const wish = company.wish(local('2026-09-20', '10:00'), local('2026-09-21', '10:00'));
      const body = { ...wish, customer: { ...customerBody(), consent } };
      const at = { time: local('2026-09-10', '09:00') };
      const { id } = await south.done<Booked>('POST', 'reservations', { ...at, body });
      await office().settled();
      const wrong = { reason: 'company', note: 'for free' };
      expect((await south.ask('POST', `reservations/${id}/cancel`, { ...at, body: wrong })).status).toBe(400);
      expect((await south.ask('POST', `reservations/${id}/no-show`, { ...at, body: {} })).status).toBe(403);
      expect(
        await south.done<Booked>('POST', `reservations/${id}/cancel`, { ...at, body: {} }),
      ).toMatchObject({
        status: 'cancelled',
        cancellation: { reason: 'customer', feeFen: 0 },
      });
      await office().settled();
    });
  });
}
