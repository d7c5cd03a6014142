import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { testPostgresUrl } from '@houtai/testing';
import { Company, local } from '../system/company';
import { eventually, type Office } from '../system/office';
import type { Page } from '../system/views';

interface Parked {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly status: string;
  readonly error: string | null;
}

const TYPE = 'houtai.fleet.branch-opened.v1';
const CONSUMERS = ['orders', 'dispatch', 'analytics', 'webhooks'] as const;

/** A message that no consumer can apply, on the real bus: planted in the outbox of fleet behind the back of its rules. */
export function poisonedMessageJourney(office: () => Office): void {
  describe('a poisoned message', () => {
    const branchId = randomUUID();
    const parked = async (service: string) =>
      (
        await office()
          .as('operations-manager')
          .get<Page<Parked>>(`/api/v1/operations/${service}/parked-messages`)
      ).items.filter(({ key }) => key === branchId);

    it('is parked by each consumer, with what comes after it on its key', async () => {
      await office().clock(local('2026-08-01', '08:00'));
      await plant(office().databases, branchId, 1, '{"violationHoldDays": "ten"}');
      await plant(office().databases, branchId, 2, '{}');
      for (const service of CONSUMERS) {
        const messages = await eventually(
          () => parked(service),
          ({ length }) => length === 2,
        );
        expect(messages.map(({ status }) => status)).toEqual(['failed', 'waiting']);
        expect(messages[0]?.error).toContain('violationHoldDays');
      }
      expect((await office().settled()).parked).toBe(2 * CONSUMERS.length);
    });

    it('stops nobody else: another branch opens and rents out', async () => {
      const company = await new Company(office(), {
        day: '2026-08-01',
        code: 'HEALTHY',
        vehicles: 1,
      }).found();
      const wish = company.wish(local('2026-08-02', '09:00'), local('2026-08-03', '09:00'));
      const { status } = await company.reserve(await company.customer(), wish, {
        time: local('2026-08-01', '12:00'),
      });
      expect(status).toBe('ready');
    });

    it('can be seen and discarded by operations and by nobody else; what waited behind it is then replayed', async () => {
      const manager = office().as('operations-manager');
      for (const service of CONSUMERS) {
        const base = `/api/v1/operations/${service}/parked-messages`;
        expect((await office().as('analyst').refused('GET', base)).status).toBe(403);
        const [bad, good] = await parked(service);
        const seen = await manager.get<Parked & { event: { data: unknown } }>(`${base}/${bad?.id}`);
        expect(seen).toMatchObject({ type: TYPE, event: { data: { violationHoldDays: 'ten' } } });
        expect(await manager.post(`${base}/${bad?.id}/replay`)).toMatchObject({
          replayed: 0,
          unblocked: false,
        });
        expect(await manager.post(`${base}/${bad?.id}/discard`)).toMatchObject({ status: 'discarded' });
        expect(await manager.post(`${base}/${good?.id}/replay`)).toMatchObject({
          replayed: 1,
          unblocked: true,
        });
        expect(await parked(service)).toEqual([]);
      }
      const bus = await office().settled();
      expect(bus.parked).toBe(0);
    });
  });
}

/** Copies the event of a branch that did open, with some fields replaced, to the key of one that did not. */
async function plant(
  databases: Readonly<Record<string, string>>,
  branchId: string,
  version: number,
  fields: string,
): Promise<void> {
  const url = new URL(testPostgresUrl());
  url.pathname = `/${databases['fleet']}`;
  const database = new Client({ connectionString: url.toString() });
  await database.connect();
  try {
    const { rowCount } = await database.query(
      `with version as (
         insert into outbox_version as v (topic, key, first_version, version)
         select topic, $2::text, $3::bigint, $3::bigint from event_log where type = $5 limit 1
         on conflict (topic, key) do update set version = excluded.version
       ), logged as (
         insert into event_log (id, topic, key, type, data, headers, aggregate_version)
         select $1::uuid, topic, $2::text, type,
                (data::jsonb || jsonb_build_object('branchId', $2::text, 'code', 'POISON') || $4::jsonb)::text,
                -- by a producer with another catalogue: what this one makes it checks itself
                (headers - 'catalogueversion') || jsonb_build_object('id', $1::text, 'subject', $2::text, 'aggregateversion', $3::text),
                $3::bigint
           from event_log where type = $5 order by seq limit 1
         returning seq, created_at, topic, key
       )
       insert into outbox_queue (seq, created_at, topic, key) select * from logged`,
      [randomUUID(), branchId, String(version), fields, TYPE],
    );
    if (rowCount !== 1) throw new Error('no branch has opened yet');
  } finally {
    await database.end();
  }
}
