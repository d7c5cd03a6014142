import { reportPublishedV1 } from '@houtai/event-catalogue';
import type { OutgoingEvent } from '@houtai/messaging';
import { startTestService, testId, type TestService } from '@houtai/testing';
import { analyticsDefinition } from '../src/analytics.definition';
import { BRANCH, OTHER_VEHICLE, VEHICLE, branch, rent, rentalStory, statuses } from './analytics-fixture';

/** Midnight in Shanghai is 16:00 UTC the day before. */
const MARCH_1 = '2026-02-28T16:00:00.000Z';
const MARCH_2 = '2026-03-01T16:00:00.000Z';
const MARCH_3 = '2026-03-02T16:00:00.000Z';

interface Figures {
  vehicles: number;
  rentedMinutes: number;
  inFleetMinutes: number;
  outOfServiceMinutes: number;
  operatingUtilisation: number | null;
  netRevenueFen: number;
}

describe('analytics', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService(analyticsDefinition);
  });
  afterEach(() => service?.close());

  const hear = async (...events: OutgoingEvent[]) => {
    for (const event of events) await service.publish(event);
    await service.drained();
  };
  const report = async (day: string, time = MARCH_3) => {
    const answer = await service.http<{ total: Figures; byVehicle: (Figures & { vehicleId: string })[] }>(
      'GET',
      `/api/v1/reports/daily-vehicle-operations?day=${day}`,
      { time },
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const rebuild = async () =>
    (
      await service.http<{
        equal: boolean;
        swapped: boolean;
        tables: { table: string; equal: boolean; rows: number }[];
      }>('POST', '/api/v1/analytics/rebuild')
    ).body;

  /** Available from 1 March; rented for 12 h of 2 March from 08:00; then out of service for the last 2 h. */
  const aDay = () => [
    branch,
    ...statuses(
      VEHICLE,
      [MARCH_1, 'available'],
      ['2026-03-02T00:00:00.000Z', 'on-rent'],
      ['2026-03-02T12:00:00.000Z', 'available'],
      ['2026-03-02T14:00:00.000Z', 'out-of-service'],
      [MARCH_3, 'available'],
    ),
    rent(1, '2026-03-02', 17_522),
  ];

  it('clips what a vehicle did to the business day of its branch', async () => {
    await hear(...aDay());
    const live = await report('2026-03-02');
    expect(live.total).toMatchObject({
      vehicles: 1,
      inFleetMinutes: 1440,
      rentedMinutes: 720,
      outOfServiceMinutes: 120,
      operatingUtilisation: 0.545455,
      netRevenueFen: 17_522,
    });
    await service.advanceTo(MARCH_3);
    expect(await report('2026-03-02')).toEqual(live);
    expect((await report('2026-03-01')).total).toMatchObject({ inFleetMinutes: 1440, rentedMinutes: 0 });
  });

  it('counts what has passed of the running day and nothing of the future', async () => {
    await hear(...aDay());
    expect((await report('2026-03-02', '2026-03-02T01:00:00.000Z')).total).toMatchObject({
      inFleetMinutes: 540,
      rentedMinutes: 60,
    });
    expect((await report('2026-03-03', '2026-03-02T01:00:00.000Z')).total).toMatchObject({ vehicles: 0 });
  });

  it('collects an event once, however often it is delivered', async () => {
    const events = aDay().map((event, i) => ({ ...event, id: testId(500 + i) }));
    await hear(...events);
    const before = await report('2026-03-02');
    await hear(...events, ...events);
    expect(await report('2026-03-02')).toEqual(before);
    expect(await service.sql('select id from raw_event')).toHaveLength(events.length);
  });

  it('recomputes a finished day when a fact comes late', async () => {
    const [opened, first, onRent, ...rest] = aDay();
    await hear(opened as OutgoingEvent, first as OutgoingEvent);
    await service.advanceTo(MARCH_3);
    expect((await report('2026-03-02')).total).toMatchObject({ rentedMinutes: 0, inFleetMinutes: 1440 });
    await hear(onRent as OutgoingEvent, ...rest);
    await service.advanceTo('2026-03-02T17:00:00.000Z');
    expect((await report('2026-03-02')).total).toMatchObject({
      rentedMinutes: 720,
      outOfServiceMinutes: 120,
    });
  });

  it('rebuilds every number from the log, and they come out equal', async () => {
    await hear(
      ...aDay(),
      ...statuses(
        OTHER_VEHICLE,
        [MARCH_2, 'available'],
        ['2026-03-02T03:00:00.000Z', 'on-rent'],
        ['2026-03-02T02:00:00.000Z', 'out-of-service'],
      ),
      ...rentalStory(),
    );
    await service.advanceTo(MARCH_3);
    const before = await report('2026-03-02');
    const first = await rebuild();
    expect(first.tables.filter(({ equal }) => !equal)).toEqual([]);
    expect(first).toMatchObject({ equal: true, swapped: false });
    expect(first.tables.find(({ table }) => table === 'vehicle_day')?.rows).toBeGreaterThan(2);
    expect(await report('2026-03-02')).toEqual(before);
  });

  it('finds a number that the log does not bear out, and mends it', async () => {
    await hear(...aDay());
    await service.advanceTo(MARCH_3);
    const before = await report('2026-03-02');
    await service.sql(`update vehicle_day set rented_minutes = 1440 where day = '2026-03-02'`);
    expect((await report('2026-03-02')).total.rentedMinutes).toBe(1440);
    const mended = await rebuild();
    expect(mended).toMatchObject({ equal: false, swapped: true });
    expect(mended.tables.filter(({ equal }) => !equal).map(({ table }) => table)).toEqual(['vehicle_day']);
    expect(await report('2026-03-02')).toEqual(before);
    expect(await rebuild()).toMatchObject({ equal: true });
  });

  it('publishes a finished day once, and corrects it by a new version only', async () => {
    const publish = (time = MARCH_3) =>
      service.http<{ version: number; corrections: string[]; contentHash: string }>(
        'POST',
        '/api/v1/reports/daily-vehicle-operations/2026-03-02/publish',
        { time },
      );
    await hear(...aDay());
    expect(await publish('2026-03-02T15:59:59.000Z')).toMatchObject({
      status: 409,
      body: { code: 'day-not-over' },
    });
    await service.advanceTo(MARCH_3);
    const first = await publish();
    expect(first).toMatchObject({ status: 200, body: { version: 1, corrections: [] } });
    expect((await publish()).body).toEqual(first.body);

    await hear(rent(2, '2026-03-02', 1_000));
    const second = await publish();
    expect(second.body).toMatchObject({ version: 2 });
    expect(second.body.corrections).toContain('total netRevenueFen: 17522 -> 18522');
    const versions = await service.http<{ items: { version: number }[] }>(
      'GET',
      '/api/v1/reports/daily-vehicle-operations/2026-03-02/versions',
    );
    expect(versions.body.items.map(({ version }) => version)).toEqual([2, 1]);
    expect(await service.eventsPublished(reportPublishedV1.type)).toHaveLength(2);
    await expect(service.sql('update report set version = 9')).rejects.toThrow(/never changed/);
  });

  it('measures the indicators of a period', async () => {
    await hear(...aDay(), ...rentalStory());
    const answer = await service.http<{
      items: { name: string; value: number | null; denominator: number }[];
    }>('GET', '/api/v1/kpis?from=2026-03-01&to=2026-03-31');
    const kpi = (name: string) => answer.body.items.find((item) => item.name === name);
    expect(kpi('order-completion')).toMatchObject({ value: 1, denominator: 1 });
    expect(kpi('csat')).toMatchObject({ value: 1 });
    expect(kpi('return-on-time')).toMatchObject({ value: 0, denominator: 1 });
    const { body: document } = await service.http<{
      components: { schemas: { KpiView: { properties: object } } };
    }>('GET', '/openapi.json', { roles: null });
    const described = document.components.schemas.KpiView.properties;
    expect(Object.keys(described)).toEqual(expect.arrayContaining(Object.keys(kpi('csat') ?? {})));
  });

  it('names every fault of a bad request', async () => {
    const daily = '/api/v1/reports/daily-vehicle-operations';
    const bad = await service.http<{ errors: { field: string }[] }>(
      'GET',
      `${daily}?day=tomorrow&branchId=x&colour=red`,
    );
    expect(bad.status).toBe(400);
    expect(new Set(bad.body.errors.map(({ field }) => field))).toEqual(
      new Set(['day', 'branchId', 'colour']),
    );
    expect(await service.http('GET', '/api/v1/kpis?from=2026-03-02&to=2026-03-01')).toMatchObject({
      status: 422,
      body: { code: 'period-empty' },
    });
    expect(await service.http('GET', `${daily}?day=2026-03-02`, { roles: ['workshop'] })).toMatchObject({
      status: 403,
    });
    expect(
      await service.http('GET', `${daily}?day=2026-03-02&branchId=${BRANCH}`, { roles: ['analyst'] }),
    ).toMatchObject({ status: 200 });
  });
});
