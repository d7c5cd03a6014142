import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capacityRefusedV1, reasonOf, type Reason } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import type { ReservationView } from '../src/reservations/reservation-view.dto';
import { NOW, Shop } from './a-running-shop';

const migration = (name: string) => readFile(join(__dirname, '..', 'migrations', `${name}.sql`), 'utf8');

const span = { from: '2026-03-02T02:00:00.000Z', until: '2026-03-04T02:00:00.000Z' };
const EVERY: readonly Reason[] = [
  reasonOf('identity-verified'),
  reasonOf('minimum-age', { minimumAge: 25, classCode: 'premium class' }),
  reasonOf('licence-held-long-enough', { months: 24, classCode: 'premium' }),
  reasonOf('licence-class', { classCode: 'van' }),
  reasonOf('licence-valid-through-return', { validTo: '2026-03-02', returnDay: '2026-03-05' }),
  reasonOf('open-reservations', { most: 3 }),
  reasonOf('capacity', { classCode: 'suv', case: 'none-there' }),
  reasonOf('capacity', { classCode: 'suv', case: 'none-free' }),
  reasonOf('interval', { case: 'pick-up' }),
  reasonOf('interval', { case: 'extension' }),
  reasonOf('vehicle-on-rent', span),
  reasonOf('vehicle-away', span),
  reasonOf('promise', span),
  reasonOf('odometer-reading', { lastKm: 1_200, odometerKm: 12 }),
  reasonOf('before-planned-return', { returnAt: span.until }),
  reasonOf('before-no-show-limit', { waitedUntil: span.until }),
  reasonOf('vehicle-in-fleet'),
  reasonOf('vehicle-in-fleet', { lifeCycle: 'on-sale' }),
  reasonOf('vehicle-grounded', { reason: 'maintenance' }),
  reasonOf('papers-in-force', { papers: 'registration, annual-inspection' }),
];
const withoutFacts = ({ facts: _, ...reason }: Reason) => reason;
/** The words of a reviewer, a sentence that nobody wrote, and one that has its facts already. */
const AS_IT_IS = [
  { rule: 'review', message: 'The licence is a copy' },
  { rule: 'minimum-age', message: 'Too young' },
  { rule: 'capacity', message: 'Other words', facts: { classCode: 'suv', case: 'none-free' } },
];

describe('reasons that are kept', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  const refuse = async (reasons: Reason[]) => {
    const { id } = await shop.submit();
    const refusal = { reservationId: id, reasons, alternatives: [], refusedAt: NOW };
    await shop.service.publish(outgoing(capacityRefusedV1, id, 1, refusal));
    await shop.service.drained();
    return id;
  };
  const kept = async (id: string) =>
    shop.service.sql<{ reasons: unknown; points: unknown; change: unknown }>(
      `select reasons, refused_handover->'points' as points, change->'reasons' as change from reservation where reservation_id = $1`,
      [id],
    );

  it('are rule and facts, also where dispatch is of a release that told the sentence alone', async () => {
    const reason = reasonOf('capacity', { classCode: 'compact', case: 'none-free' });
    for (const told of [reason, withoutFacts(reason)]) {
      const id = await refuse([told]);
      expect(await kept(id)).toMatchObject([{ reasons: [reason] }]);
    }
  });

  it('are told by rule and facts in the language of the reader, whatever the sentence was', async () => {
    const reason = { ...reasonOf('capacity', { classCode: 'compact', case: 'none-free' }), message: 'x' };
    const id = await refuse([reason]);
    const path = `/api/v1/reservations/${id}`;
    const told = async (language: string) => {
      const headers = { 'accept-language': language };
      return (await shop.service.http<ReservationView>('GET', path, { headers })).body.reasons;
    };
    const { facts } = reason;
    expect(await told('zh-CN')).toEqual([
      { rule: 'capacity', message: '车型组 compact 没有在整个租期内空闲的车辆', facts },
    ]);
    expect(await told('en')).toEqual([
      { rule: 'capacity', message: 'No vehicle of class compact is free for the whole time', facts },
    ]);
  });

  it('by a release before this one get their facts out of the sentence, once', async () => {
    const id = await refuse([reasonOf('capacity', { classCode: 'compact', case: 'none-free' })]);
    const old = [...EVERY.map(withoutFacts), ...AS_IT_IS];
    await shop.service.sql(
      `update reservation set reasons = $2, refused_handover = jsonb_build_object('vehicleId', $1::uuid, 'points', $2::jsonb),
              change = jsonb_build_object('changeId', $1::uuid, 'status', 'refused', 'reasons', $2::jsonb)
        where reservation_id = $1`,
      [id, JSON.stringify(old)],
    );
    const now = [...EVERY, ...AS_IT_IS];
    for (let time = 0; time < 2; time += 1) {
      await shop.service.sql(await migration('1795400000001-keep-facts-of-reasons'));
      expect(await kept(id)).toEqual([{ reasons: now, points: now, change: now }]);
    }
    expect(await shop.service.sql(`select from pg_proc where proname like '%with_facts'`)).toEqual([]);
  });
});
