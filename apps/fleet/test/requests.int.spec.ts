import {
  branchClosedV1,
  branchReopenedV1,
  branchOpenedV1,
  vehicleClassDefinedV1,
} from '@houtai/event-catalogue';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { fleetDefinition } from '../src/fleet.definition';
import { companyOf, type Shown } from './fleet-fixture';

describe('requests to fleet', () => {
  let service: TestService;
  let company: Awaited<ReturnType<typeof companyOf>>;

  beforeAll(async () => {
    service = await startTestService(fleetDefinition);
    company = await companyOf(service);
  });
  afterAll(() => service?.close());

  const post = (path: string, body: object, more: object = {}) =>
    service.http<Shown>('POST', path, { body, time: at('08:00'), ...more });

  it('a branch is open with the usual hours unless told otherwise, and announced', async () => {
    const answer = await post('/api/v1/branches', {
      code: 'BJ-01',
      name: '北京站店',
      city: '北京',
      turnaroundMinutes: 90,
    });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        timeZone: 'Asia/Shanghai',
        opensAt: '08:00',
        closesAt: '21:00',
        violationHoldDays: 15,
        turnaroundMinutes: 90,
      },
    });
    const { body } = await service.http('GET', `/api/v1/branches/${answer.body.id}`);
    expect(body).toEqual(answer.body);
    expect(await service.eventsPublished(branchOpenedV1.type)).toContainEqual(
      expect.objectContaining({ key: answer.body.id, aggregateVersion: 1 }),
    );
  });

  it('a branch closes, later than first said, or not at all, which is announced', async () => {
    const { body: branch } = await post('/api/v1/branches', {
      code: 'BJ-02',
      name: '北京旧店',
      city: '北京',
    });
    const closedFrom = at('08:00', 30);
    const close = (body: object) => post(`/api/v1/branches/${branch.id}/close`, body);
    expect(await close({ closedFrom })).toMatchObject({ status: 200, body: { closedFrom, version: 2 } });
    expect((await service.http('GET', `/api/v1/branches/${branch.id}`)).body).toMatchObject({ closedFrom });
    expect(await close({ closedFrom })).toMatchObject({
      status: 409,
      body: { code: 'branch-closes-already' },
    });
    const later = at('08:00', 40);
    expect(await close({ closedFrom: later })).toMatchObject({ status: 200, body: { closedFrom: later } });
    const published = async (type: string) =>
      (await service.eventsPublished(type)).map(({ key, aggregateVersion, data }) => {
        return [key, aggregateVersion, data.closedFrom];
      });
    expect(await published(branchClosedV1.type)).toEqual([
      [branch.id, 2, closedFrom],
      [branch.id, 3, later],
    ]);
    const reopen = () => post(`/api/v1/branches/${branch.id}/reopen`, {});
    const open = await reopen();
    expect(open).toMatchObject({ status: 200, body: { version: 4 } });
    expect(open.body).not.toHaveProperty('closedFrom');
    expect((await service.http('GET', `/api/v1/branches/${branch.id}`)).body).toEqual(open.body);
    expect(await reopen()).toMatchObject({ status: 409, body: { code: 'branch-not-closing' } });
    expect(await published(branchReopenedV1.type)).toEqual([[branch.id, 4, undefined]]);
  });

  it('a partner sees branches without what the house plans by, and classes', async () => {
    const ask = (method: string, path: string) =>
      service.http<{ items: Shown[] }>(method, `/api/v1/${path}`, {
        roles: ['partner-agent'],
        partner: testId(0xa1),
      });
    const { items } = (await ask('GET', 'branches')).body;
    expect(items[0]).toMatchObject({ opensAt: '08:00', violationHoldDays: 15 });
    const one = await ask('GET', `branches/${String(items[0]?.id)}`);
    expect(one).toMatchObject({ status: 200, body: items[0] });
    for (const branch of [...items, one.body]) expect(branch).not.toHaveProperty('turnaroundMinutes');
    expect((await ask('GET', 'vehicle-classes')).status).toBe(200);
    for (const path of ['branches', 'vehicle-classes']) expect((await ask('POST', path)).status).toBe(403);
    expect((await ask('GET', 'vehicles')).status).toBe(403);
  });

  it('a class is announced under its code', async () => {
    const body = { classCode: 'suv', name: '越野', rank: 3, minimumAge: 25 };
    expect(await post('/api/v1/vehicle-classes', body)).toMatchObject({
      status: 201,
      body: { licenceHeldMonths: 6 },
    });
    expect(await service.eventsPublished(vehicleClassDefinedV1.type)).toContainEqual(
      expect.objectContaining({ key: 'suv', data: expect.objectContaining({ minimumAge: 25, rank: 3 }) }),
    );
    const { body: classes } = await service.http<{ items: Shown[] }>('GET', '/api/v1/vehicle-classes');
    expect(classes.items.map((item) => item['classCode'])).toEqual(['compact', 'suv']);
  });

  it('bad input is refused with every fault named', async () => {
    const { status, body } = await post('/api/v1/vehicles', {
      ...company.vehicleRequest({ vin: 'TOO-SHORT', odometerKm: -1, colour: 'red' }),
      papers: [{ kind: 'passport', number: '', validFrom: '2026-01-01', validTo: null }],
    });
    expect(status).toBe(400);
    const faults = body['errors'] as { field: string; rule: string }[];
    expect(faults.map(({ field }) => field).sort()).toEqual(
      [
        'colour',
        'odometerKm',
        'papers[0].kind',
        'papers[0].number',
        'papers[0].validFrom',
        'papers[0].validTo',
        'vin',
      ].sort(),
    );
  });

  it('each refusal has its own problem type', async () => {
    const { vin, plate } = company.vehicleRequest();
    await company.register({ vin, plate });
    const refusals = [
      ['/api/v1/branches', { code: 'SHA-HQ', name: 'x', city: 'x' }, 409, 'branch-code-taken'],
      [
        '/api/v1/branches',
        { code: 'NIGHT', name: 'x', city: 'x', opensAt: '22:00' },
        422,
        'opening-hours-empty',
      ],
      ['/api/v1/vehicle-classes', { classCode: 'compact', name: 'x', rank: 1 }, 409, 'vehicle-class-exists'],
      ['/api/v1/vehicle-classes', { classCode: 'twin', name: 'x', rank: 2 }, 409, 'vehicle-class-rank-taken'],
      ['/api/v1/vehicles', company.vehicleRequest({ vin }), 409, 'vin-taken'],
      ['/api/v1/vehicles', company.vehicleRequest({ plate }), 409, 'plate-taken'],
      ['/api/v1/vehicles', company.vehicleRequest({ branchId: testId(404) }), 422, 'branch-unknown'],
      ['/api/v1/vehicles', company.vehicleRequest({ classCode: 'yacht' }), 422, 'vehicle-class-unknown'],
      [`/api/v1/vehicles/${testId(404)}/ground`, { reason: 'recall' }, 404, 'not-found'],
    ] as const;
    for (const [path, body, status, code] of refusals) {
      expect(await post(path, body)).toMatchObject({ status, body: { code } });
    }
  });

  it('a refusal speaks Chinese to those who ask for it', async () => {
    const { id } = await company.register();
    const answer = await post(
      `/api/v1/vehicles/${id}/check-in`,
      { cleaned: true },
      { headers: { 'accept-language': 'zh-CN' } },
    );
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'vehicle-not-returned', title: '车辆没有待验收的还车' },
    });
  });

  it('a refusal tells in Chinese which vehicle it is about', async () => {
    const vin = 'LSVAA4187E2184847';
    await company.register({ vin });
    const body = company.vehicleRequest({ vin });
    const again = await post('/api/v1/vehicles', body, { headers: { 'accept-language': 'zh-CN' } });
    expect(again.body).toMatchObject({
      code: 'vin-taken',
      title: '该车架号已登记',
      detail: `车架号 ${vin} 已登记。`,
      details: { vin },
    });
  });

  it('the same key registers a vehicle once', async () => {
    const body = company.vehicleRequest();
    const headers = { 'idempotency-key': 'register-once' };
    const [first, again] = [
      await post('/api/v1/vehicles', body, { headers }),
      await post('/api/v1/vehicles', body, { headers }),
    ];
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
  });

  it('of many registrations of one vehicle at once one is kept', async () => {
    const body = company.vehicleRequest();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('/api/v1/vehicles', body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body: problem }) => problem['code'] === 'vin-taken')).toHaveLength(7);
  });

  it('lists page by page and filter', async () => {
    for (let n = 0; n < 3; n += 1) await company.register();
    const seen: string[] = [];
    let query: string | null = 'limit=2&classCode=compact&operation=available';
    while (query) {
      const { body }: { body: { items: Shown[]; next: string | null } } = await service.http(
        'GET',
        `/api/v1/vehicles?${query}`,
      );
      seen.push(...body.items.map(({ id }) => id));
      query = body.next && `limit=2&classCode=compact&operation=available&after=${body.next}`;
    }
    const all = await service.sql<{ id: string }>('select id from vehicle order by id');
    expect(seen).toEqual(all.map(({ id }) => id));
    const { body } = await service.http<{ items: Shown[] }>('GET', '/api/v1/vehicles?operation=on-rent');
    expect(body.items).toEqual([]);
  });

  it('who may not, may not', async () => {
    const roles = ['customer-service-agent'];
    expect((await post('/api/v1/vehicles', company.vehicleRequest(), { roles })).status).toBe(403);
    expect((await service.http('GET', '/api/v1/vehicles', { roles })).status).toBe(200);
  });
});
