import { randomUUID } from 'node:crypto';
import { Company, customerBody, local } from '../system/company';
import type { Office } from '../system/office';
import type { Page, Reservation } from '../system/views';

const DAY = '2026-12-10';
const AT_ONCE = 6;

/** A partner that does not know whether its booking came through, and has changed its key in between. */
export function partnerRetriesJourney(office: () => Office): void {
  describe('a booking that is sent again', () => {
    const time = local(DAY, '09:00');
    let company: Company;
    let key: { id: string; key: string };
    let successor: { id: string; key: string };

    const asks = <T>(
      credential: string,
      method: string,
      path: string,
      body?: object,
      idempotencyKey?: string,
    ) =>
      office()
        .as(null)
        .ask<T>(method, `/api/v1/${path}`, {
          time,
          ...(body === undefined ? {} : { body }),
          headers: {
            authorization: `Bearer ${credential}`,
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          },
        });
    const wish = (day: string) => ({
      ...company.wish(local(day, '09:00'), local(day, '18:00')),
      customer: { ...customerBody(), consent: { textVersion: '2026-11' } },
    });

    beforeAll(async () => {
      await office().clock(local(DAY, '08:00'));
      company = await new Company(office(), { day: DAY, code: 'RETRIED', vehicles: 2 }).found();
      const manager = office().as('operations-manager');
      const { id: partnerId } = await manager.post<{ id: string }>('/api/v1/partners', {
        body: {
          code: 'retrying-tours',
          name: 'Retrying Tours',
          contract: { priceGroup: 'agency', mostOpenReservations: 20, identityCheck: 'at-pick-up' },
          contacts: [{ name: '沈一', email: 'shen@retrying.example' }],
        },
      });
      const scopes = ['reservations:read', 'reservations:write'];
      const body = { partnerId, name: 'engine', scopes };
      key = await manager.post<{ id: string; key: string }>('/api/v1/api-keys', { body });
      successor = await manager.post<{ id: string; key: string }>(`/api/v1/api-keys/${key.id}/rotate`, {
        body: { overlapHours: 24 },
      });
      await office().settled();
    });

    it('through the old key and the new one at once is one reservation, answered alike', async () => {
      const [body, once] = [wish('2026-12-14'), randomUUID()];
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) =>
          asks<Reservation>([key.key, successor.key][n % 2] ?? '', 'POST', 'reservations', body, once),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(201));
      expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.has('idempotency-replayed'))).toHaveLength(AT_ONCE - 1);
      const listed = await asks<Page<Reservation>>(successor.key, 'GET', 'reservations');
      expect(listed.body.items.map(({ id }) => id)).toEqual([answers[0]?.body.id]);
    });

    it('with something else under the same key is refused, through either', async () => {
      const once = randomUUID();
      const first = await asks<Reservation>(key.key, 'POST', 'reservations', wish('2026-12-15'), once);
      expect(first.status).toBe(201);
      const other = wish('2026-12-16');
      for (const credential of [key.key, successor.key]) {
        const { status, body } = await asks<{ code: string }>(
          credential,
          'POST',
          'reservations',
          other,
          once,
        );
        expect({ status, code: body.code }).toEqual({ status: 422, code: 'idempotency-key-reused' });
      }
    });
  });
}
