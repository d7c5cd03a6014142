import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capacityHeldV1, capacityRefusedV1, reasonOf } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { fleetDefinition } from '../src/fleet.definition';
import { companyOf, type Shown } from './fleet-fixture';

describe('absences of vehicles', () => {
  let service: TestService;
  let company: Awaited<ReturnType<typeof companyOf>>;
  let vehicleId: string;

  beforeAll(async () => {
    service = await startTestService(fleetDefinition);
    company = await companyOf(service);
    vehicleId = (await company.register()).id;
  });
  afterAll(() => service?.close());

  const now = at('09:00', 1);
  const wish = {
    ...{ kind: 'maintenance', need: 'should', firmness: 'fixed', minutes: 240 },
    candidates: [{ from: at('10:00', 2) }],
  };
  const request = (changes: object = {}, id = vehicleId) =>
    service.http<Shown>('POST', `/api/v1/vehicles/${id}/absences`, {
      body: { ...wish, ...changes },
      time: now,
    });
  const requested = async (changes: object = {}) => {
    const { status, body } = await request(changes);
    expect(status).toBe(201);
    return body.id;
  };
  const show = async (id: string) => (await service.http<Shown>('GET', `/api/v1/absences/${id}`)).body;
  const tell = (id: string, verb: string, time: string) =>
    service.http<Shown>('POST', `/api/v1/absences/${id}/${verb}`, { body: {}, time });
  const asked = async (id: string) =>
    (await service.eventsPublished()).flatMap(({ key, type, data }) =>
      key === id ? [[type.split('.')[2], data['reason'] ?? data['need']]] : [],
    );
  const stops = (day: number) => ({
    ...{ classCode: 'compact', vehicleId },
    pickUp: { branchId: company.branchId, at: at('10:00', day) },
    return: { branchId: company.branchId, at: at('14:00', day) },
  });
  const hold = async (id: string, heldAt = now) => {
    const about = { questionId: id, subject: { kind: 'maintenance' as const, id } };
    await service.publish(outgoing(capacityHeldV1, id, 1, { ...about, ...stops(2), heldAt }));
    await service.drained();
  };
  const window = { from: at('10:00', 2), to: at('14:00', 2) };

  it('are asked of dispatch, and confirmed once it holds them', async () => {
    const id = await requested();
    expect(await show(id)).toMatchObject({
      ...{ status: 'wanted', vehicleId, candidates: [{ vehicleId, from: at('10:00', 2) }] },
      expiresAt: at('09:15', 1),
    });
    await hold(id);
    expect(await show(id)).toMatchObject({ status: 'held', window: { ...window, vehicleId }, version: 2 });
    expect(await asked(id)).toEqual([
      ['capacity-requested', 'should'],
      ['capacity-question-confirmed', undefined],
    ]);
    const { body } = await service.http<{ items: Shown[] }>('GET', `/api/v1/vehicles/${vehicleId}/absences`);
    expect(body.items.map((one) => one.id)).toContain(id);
  });

  it('keep why dispatch refused and when they could be', async () => {
    const id = await requested();
    const inTheWay = { kind: 'rental' as const, id: testId(7) };
    const reason = reasonOf('promise', { from: at('08:00', 2), until: at('18:00', 2) });
    const { facts: _, ...written } = reason;
    const reasons = [{ ...written, inTheWay }];
    const refused = { questionId: id, subject: { kind: 'maintenance' as const, id } };
    const data = { ...refused, reasons, alternatives: [stops(3)], refusedAt: now };
    await service.publish(outgoing(capacityRefusedV1, id, 1, data));
    await service.drained();
    const alternatives = [{ vehicleId, from: at('10:00', 3), to: at('14:00', 3) }];
    const { rule, facts } = reason;
    expect(await show(id)).toMatchObject({
      status: 'refused',
      reasons: [{ rule, facts, inTheWay }],
      alternatives,
    });
    const kept = async () => service.sql('select reasons from absence where id = $1', [id]);
    expect(await kept()).toEqual([{ reasons: [{ ...reason, inTheWay }] }]);
    await service.sql('update absence set reasons = $2 where id = $1', [id, JSON.stringify(reasons)]);
    const path = join(__dirname, '..', 'migrations', '1795400000001-keep-facts-of-reasons.sql');
    await service.sql(await readFile(path, 'utf8'));
    expect(await kept()).toEqual([{ reasons: [{ ...reason, inTheWay }] }]);
    expect(await tell(id, 'withdraw', now)).toMatchObject({ status: 409, body: { code: 'absence-over' } });
  });

  it('pass over answers about rentals and about absences nobody knows', async () => {
    await service.publish(outgoing(capacityHeldV1, testId(8), 1, capacityHeldV1.sample));
    await hold(testId(9));
    expect(await service.sql('select * from parked_message')).toEqual([]);
  });

  it('end when the vehicle is back, or at their end by the clock', async () => {
    const [early, over] = [await requested(), await requested()];
    await hold(early);
    await hold(over);
    expect(await tell(early, 'end', at('09:00', 2))).toMatchObject({
      status: 409,
      body: { code: 'absence-not-begun' },
    });
    expect(await tell(early, 'end', at('12:00', 2))).toMatchObject({
      status: 200,
      body: { status: 'ended', endedAt: at('12:00', 2) },
    });
    await service.advanceTo(at('18:00', 2));
    expect(await show(over)).toMatchObject({ status: 'ended', endedAt: at('14:00', 2) });
    expect((await asked(over)).at(-1)).toEqual(['capacity-question-dropped', 'ended']);
  });

  it('are given up by the clock, and the answer that comes after has no effect', async () => {
    const id = await requested({ candidates: [{ from: at('10:00', 9) }] });
    await service.advanceTo(at('09:00', 3));
    await hold(id, at('09:01', 3));
    expect(await show(id)).toMatchObject({ status: 'expired' });
    expect(await asked(id)).toEqual([
      ['capacity-requested', 'should'],
      ['capacity-question-dropped', 'expired'],
    ]);
  });

  it('are refused with every fault named', async () => {
    const wrong = await request({ kind: 'holiday', need: 1, minutes: 0, candidates: [{ from: 'soon' }] });
    const { errors } = wrong.body as unknown as { errors: { field: string }[] };
    expect(wrong.status).toBe(400);
    expect(errors.map(({ field }) => field)).toEqual(['kind', 'need', 'minutes', 'candidates[0].from']);
    const past = { candidates: [{ from: at('08:00', 1) }, { from: at('07:00', 1) }] };
    expect(await request(past)).toMatchObject({
      status: 422,
      body: { code: 'absence-in-past', details: { begins: [at('08:00', 1), at('07:00', 1)] } },
    });
    expect((await request({}, testId(1))).status).toBe(404);
    const elsewhere = { candidates: [{ vehicleId: testId(1), from: at('10:00', 2) }] };
    expect((await request(elsewhere)).status).toBe(404);
  });
});
