import { randomUUID } from 'node:crypto';
import type { Answer, Ask, Problem } from '../system/colleague';
import { Company, customerBody, local, vehicleBody } from '../system/company';
import type { Office } from '../system/office';
import type { Reservation } from '../system/views';

const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly ask: (language: string) => Promise<Answer<Problem>>;
}

/** Each kind of refusal is a problem type of its own that programs can tell apart and people can read. */
export function refusalsJourney(office: () => Office): void {
  describe('a refusal', () => {
    const time = local('2026-07-10', '09:00');
    let company: Company;
    let cancelled: Reservation;

    const refused =
      (role: string | null, method: string, path: () => string, ask: () => Ask = () => ({})) =>
      (language: string) => {
        const { headers, ...rest } = ask();
        return office()
          .as(role)
          .refused(method, path(), { ...rest, headers: { ...headers, 'accept-language': language } });
      };

    beforeAll(async () => {
      await office().clock(local('2026-07-10', '08:00'));
      company = await new Company(office(), { day: '2026-07-10', code: 'REFUSE', vehicles: 1 }).found();
      const wish = company.wish(local('2026-07-20', '09:00'), local('2026-07-21', '09:00'));
      const { id } = await company.reserve(await company.customer(), wish, { time });
      cancelled = await office()
        .as('customer-service-agent')
        .post<Reservation>(`/api/v1/reservations/${id}/cancel`, { time, body: { reason: 'customer' } });
      await office().settled();
    });

    const REFUSALS: [string, Refusal][] = [
      [
        'of a step that the state forbids',
        {
          code: 'reservation-over',
          status: 409,
          ask: refused(
            'customer-service-agent',
            'POST',
            () => `/api/v1/reservations/${cancelled.id}/cancel`,
            () => ({ time, body: { reason: 'customer' } }),
          ),
        },
      ],
      [
        'of a change to a version that is no more',
        {
          code: 'stale-version',
          status: 412,
          ask: refused(
            'customer-service-agent',
            'POST',
            () => `/api/v1/reservations/${cancelled.id}/cancel`,
            () => ({ time, body: { reason: 'customer' }, headers: { 'if-match': '"1"' } }),
          ),
        },
      ],
      [
        'of a change that does not say to which version',
        {
          code: 'precondition-required',
          status: 428,
          ask: refused(
            'fleet-manager',
            'PUT',
            () => `/api/v1/vehicles/${company.vehicleIds[0]}/papers`,
            () => ({ time, body: { papers: [] } }),
          ),
        },
      ],
      [
        'of a key that was used for another request',
        {
          code: 'idempotency-key-reused',
          status: 422,
          ask: async (language) => {
            const agent = office().as('customer-service-agent');
            const headers = { 'idempotency-key': randomUUID(), 'accept-language': language };
            await agent.post('/api/v1/customers', { time, body: customerBody(), headers });
            return agent.refused('POST', '/api/v1/customers', { time, body: customerBody(), headers });
          },
        },
      ],
      [
        'of somebody who has not signed in',
        { code: 'unauthenticated', status: 401, ask: refused(null, 'GET', () => '/api/v1/reservations') },
      ],
      [
        'of somebody without the permission',
        { code: 'forbidden', status: 403, ask: refused('workshop', 'GET', () => '/api/v1/reservations') },
      ],
      [
        'of something that there is not',
        {
          code: 'not-found',
          status: 404,
          ask: refused('admin', 'GET', () => `/api/v1/reservations/${UNKNOWN}`),
        },
      ],
      [
        'of a request with faults',
        {
          code: 'validation-failed',
          status: 400,
          ask: refused(
            'admin',
            'POST',
            () => '/api/v1/customers',
            () => ({ time, body: '{"name": ' }),
          ),
        },
      ],
    ];

    it.each(REFUSALS)(
      '%s has its own type, in Chinese and in English, with a trace id',
      async (_, refusal) => {
        const [english, chinese] = [await refusal.ask('en'), await refusal.ask('zh-CN')];
        for (const { status, headers, body } of [english, chinese]) {
          expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
          expect({ status, code: body.code }).toEqual({ status: refusal.status, code: refusal.code });
          expect(body).toMatchObject({
            type: `${office().system.gatewayUrl}/problems/${refusal.code}`,
            status: refusal.status,
            instance: expect.stringMatching(/^\/api\/v1\//),
            traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
          });
        }
        expect(english.body.title).toMatch(/^[ -~]+$/);
        expect(chinese.body.title).toMatch(/\p{Script=Han}/u);
        expect(chinese.body.detail).toMatch(/\p{Script=Han}/u);
        expect(english.body.traceId).not.toBe(chinese.body.traceId);
      },
    );

    it('is the same for a route that there is not', async () => {
      const { status, body } = await office()
        .as('admin')
        .refused('POST', '/api/v1/no-such-thing', { body: {} });
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' });
    });

    it('names the faults of a wish that cannot be booked, all at once', async () => {
      const wish = {
        ...company.wish(local('2026-07-01', '23:30'), local('2026-06-30', '09:00')),
        classCode: 'boat',
      };
      const { status, body } = await office()
        .as('customer-service-agent')
        .refused('POST', '/api/v1/reservations', {
          time,
          body: { ...wish, customerId: UNKNOWN, channel: 'web' },
        });
      expect(status).toBe(400);
      expect(body.errors?.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual([
        'classCode known-class',
        'customerId known-customer',
        'pickUp.at in-the-future',
        'pickUp.at within-opening-hours',
        'return.at after-pick-up',
      ]);
    });

    it('of a price that the client made up leaves no reservation behind', async () => {
      const agent = office().as('customer-service-agent');
      const customerId = await company.customer();
      const wish = company.wish(local('2026-07-20', '09:00'), local('2026-07-21', '09:00'));
      const { body } = await agent.refused('POST', '/api/v1/reservations', {
        time,
        body: { ...wish, customerId, channel: 'web', price: { totalFen: 1 } },
      });
      expect(body.errors).toEqual([expect.objectContaining({ field: 'price', rule: 'unknownField' })]);
      const { items } = await agent.get<{ items: unknown[] }>(
        `/api/v1/reservations?customerId=${customerId}`,
      );
      expect(items).toEqual([]);
    });

    it('does not come for the same request with the same key: it is answered as before and done once', async () => {
      const agent = office().as('customer-service-agent');
      const customerId = await company.customer();
      const wish = company.wish(local('2026-07-20', '09:00'), local('2026-07-21', '09:00'));
      const ask = {
        time,
        body: { ...wish, customerId, channel: 'web' },
        headers: { 'idempotency-key': randomUUID() },
      };
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => agent.ask<Reservation>('POST', '/api/v1/reservations', ask)),
      );
      const later = await agent.ask<Reservation>('POST', '/api/v1/reservations', ask);
      expect(new Set([...answers, later].map(({ body }) => body.id)).size).toBe(1);
      expect(new Set([...answers, later].map(({ status }) => status))).toEqual(new Set([201]));
      expect(later.headers.get('idempotency-replayed')).toBe('true');
      const { items } = await agent.get<{ items: unknown[] }>(
        `/api/v1/reservations?customerId=${customerId}`,
      );
      expect(items).toHaveLength(1);
    });

    it('meets a vehicle whose plate is taken already', async () => {
      const body = vehicleBody({ branchId: company.branchId, classCode: company.classCode, from: time });
      const manager = office().as('fleet-manager');
      await manager.post('/api/v1/vehicles', { time, body });
      const { status, body: problem } = await manager.refused('POST', '/api/v1/vehicles', { time, body });
      expect(status).toBe(409);
      expect(problem.code).not.toBe('validation-failed');
    });
  });
}
