import { embeddedTestBus, startTestService, type TestBus, type TestService } from '@houtai/testing';
import { analyticsDefinition } from '../src/analytics.definition';
import { OTHER_VEHICLE, VEHICLE, branch, rent, rentalStory, statuses } from './analytics-fixture';

describe('events that come together', () => {
  let bus: TestBus;
  let service: TestService;

  beforeAll(async () => {
    bus = await embeddedTestBus();
    // one partition, so that they are one batch
    const env = { ...bus.env, HOUTAI_BUS_PARTITIONS: '1' };
    service = await startTestService(analyticsDefinition, { bus: { ...bus, env } });
  });
  afterAll(async () => {
    await service?.close();
    await bus?.drop();
  });

  it('are kept in the order of each key in one transaction, and come to the numbers of a replay', async () => {
    const events = [
      branch,
      ...statuses(
        VEHICLE,
        ['2026-02-28T16:00:00.000Z', 'available'],
        ['2026-03-02T00:00:00.000Z', 'on-rent'],
        ['2026-03-02T12:00:00.000Z', 'available'],
        ['2026-03-02T10:00:00.000Z', 'out-of-service'],
      ),
      ...rentalStory(),
      ...statuses(OTHER_VEHICLE, ['2026-03-01T00:00:00.000Z', 'available']),
      rent(1, '2026-03-02', 17_522),
      rent(2, '2026-03-02', 1_000),
    ];
    await service.publish(events);
    await service.drained();
    const kept = await service.sql<{ key: string; version: number; transaction: string }>(
      'select key, aggregate_version as version, xmin::text as transaction from raw_event order by seq',
    );
    expect(new Set(kept.map(({ transaction }) => transaction)).size).toBe(1);
    const versionsOf = (key: string) => kept.flatMap((row) => (row.key === key ? row.version : []));
    expect(kept).toHaveLength(events.length);
    for (const { key } of events) expect(versionsOf(key)).toEqual(versionsOf(key).toSorted((a, b) => a - b));
    const intervals = `select operation from vehicle_status_interval where vehicle_id = $1 order by during`;
    expect(await service.sql(intervals, [VEHICLE])).toEqual([
      { operation: 'available' },
      { operation: 'on-rent' },
      { operation: 'out-of-service' },
    ]);
    expect(await service.sql('select status, version from reservation')).toEqual([
      { status: 'converted', version: 3 },
    ]);
    const { body } = await service.http<{ equal: boolean }>('POST', '/api/v1/analytics/rebuild');
    expect(body).toMatchObject({ equal: true, eventsReplayed: events.length });
  });
});
