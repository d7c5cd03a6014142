import { complaintAdvancedV1, complaintReceivedV1, reservationConfirmedV1 } from '@houtai/event-catalogue';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { customerServiceDefinition } from '../src/customer-service.definition';

interface ComplaintBody {
  id: string;
  [field: string]: unknown;
}

describe('complaints', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(customerServiceDefinition);
  });
  afterAll(() => service?.close());

  const words = '王先生 13800000000：空调坏了';
  const intake = { customerId: testId(5), reservationId: testId(6), category: 'vehicle', description: words };
  const receive = async (time = at('08:00'), body: object = intake) =>
    (await service.http<ComplaintBody>('POST', '/api/v1/complaints', { body, time, sub: 'agent-1' })).body;
  const step = (id: string, verb: string, time: string, body?: object) =>
    service.http('POST', `/api/v1/complaints/${id}/${verb}`, { body, time, sub: 'agent-2' });
  const show = async (id: string, roles = ['customer-service-agent'], time = at('08:00')) =>
    (await service.http<ComplaintBody>('GET', `/api/v1/complaints/${id}`, { roles, time })).body;
  const untilRemedy = async () => {
    const { id } = await receive();
    await step(id, 'investigate', at('09:00'), { owner: 'li.na' });
    await step(id, 'decide-liability', at('10:00'), { liability: 'company', finding: '压缩机故障' });
    await step(id, 'propose-remedy', at('11:00'), { remedy: '退一日租金' });
    return id;
  };

  it('is about a reservation that is named by its number as well', async () => {
    const reservationId = testId(0x77);
    const number = 'R7KM-9QXD-F';
    const data = { ...reservationConfirmedV1.sample, reservationId, number };
    await service.publish({ event: reservationConfirmedV1, key: reservationId, aggregateVersion: 1, data });
    await service.drained();
    const taken = await receive(at('08:00'), { ...intake, reservationId: 'r7km 9qxd-f' });
    expect(taken).toMatchObject({ reservationId });
    const listOf = (key: string) =>
      service.http<{ items: ComplaintBody[]; errors?: object[] }>(
        'GET',
        `/api/v1/complaints?reservationId=${key}`,
      );
    for (const key of [number, 'R7KM9QXDF', reservationId])
      expect((await listOf(key)).body.items.map(({ id }) => id)).toEqual([taken.id]);
    expect(await listOf('R7KM-9QXD-G')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reservationId', rule: 'reservationNumberCheck' }] },
    });
    const nobodys = { ...intake, reservationId: '0000-0000-0' };
    expect(await service.http('POST', '/api/v1/complaints', { body: nobodys })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('goes from intake to follow-up, each step due in time and on record', async () => {
    const id = await untilRemedy();
    expect(await step(id, 'accept', at('12:00'))).toMatchObject({
      status: 200,
      body: { status: 'accepted' },
    });
    await step(id, 'close', at('13:00'), {});
    const last = await step(id, 'follow-up', at('13:00', 5), { result: '客户满意' });
    expect(last).toMatchObject({
      status: 200,
      body: { status: 'followed-up', nextSteps: [], overdue: false, version: 7 },
    });
    expect(last.body).not.toHaveProperty('dueAt');

    const { history, owner, liability, customerAnswer } = await show(id);
    expect({ owner, liability, customerAnswer }).toEqual({
      owner: 'li.na',
      liability: 'company',
      customerAnswer: 'accepted',
    });
    expect(history).toMatchObject([
      { step: 'receive', to: 'received', by: 'agent-1' },
      { step: 'investigate', from: 'received', to: 'investigating', by: 'agent-2' },
      { step: 'decide-liability', text: '压缩机故障' },
      { step: 'propose-remedy', text: '退一日租金' },
      { step: 'accept', to: 'accepted' },
      { step: 'close', to: 'closed' },
      { step: 'follow-up', text: '客户满意', at: at('13:00', 5) },
    ]);
    const events = (await service.eventsPublished()).filter(({ key }) => key === id);
    expect(events.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(events[0]).toMatchObject({
      type: complaintReceivedV1.type,
      data: { severity: 'normal', dueAt: at('08:00', 2) },
    });
    expect(events[6]).toMatchObject({
      type: complaintAdvancedV1.type,
      data: { from: 'closed', to: 'followed-up' },
    });
  });

  it('what people wrote is sealed, never published, and shown only to those who handle complaints', async () => {
    const id = await untilRemedy();
    expect(await show(id)).toMatchObject({ description: words });
    const forManager = await show(id, ['operations-manager']);
    expect(forManager).not.toHaveProperty('description');
    const stored = [
      await service.sql('select * from complaint'),
      await service.sql('select * from complaint_step'),
      await service.eventsPublished(),
      forManager,
    ];
    expect(JSON.stringify(stored)).not.toMatch(/王先生|13800000000|压缩机|租金/);
  });

  it('closes without an acceptance only with the refusal on record', async () => {
    const id = await untilRemedy();
    expect(await step(id, 'close', at('12:00'))).toMatchObject({
      status: 409,
      body: { code: 'complaint-step-out-of-turn' },
    });
    expect(await step(id, 'escalate', at('12:00'))).toMatchObject({
      status: 200,
      body: { status: 'escalated' },
    });
    expect(await step(id, 'close', at('13:00'))).toMatchObject({
      status: 409,
      body: { code: 'customer-answer-missing' },
    });
    const closed = await step(id, 'close', at('13:00'), { refusal: '客户不接受任何方案' });
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed', customerAnswer: 'refused' } });
    await expect(
      service.sql('update complaint set customer_answer = null where id = $1', [id]),
    ).rejects.toThrow(/check constraint/);
  });

  it('the clock stands still while the customer is asked', async () => {
    const { id } = await receive();
    await step(id, 'investigate', at('09:00'), { owner: 'li.na' });
    const asked = await step(id, 'wait-for-customer', at('10:00'), { question: '请提供照片' });
    expect(asked).toMatchObject({
      status: 200,
      body: { waitingSince: at('10:00'), status: 'investigating', version: 3 },
    });
    expect(
      await step(id, 'decide-liability', at('11:00'), { liability: 'nobody', finding: 'x' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'complaint-waiting-for-customer' },
    });
    const resumed = await step(id, 'resume', at('10:00', 10));
    expect(resumed.body).toMatchObject({ dueAt: at('09:00', 13), overdue: false });
    expect(resumed.body).not.toHaveProperty('waitingSince');
    expect(await step(id, 'resume', at('10:00', 10))).toMatchObject({
      status: 409,
      body: { code: 'complaint-not-waiting' },
    });
  });

  it('late ones are listed', async () => {
    const customerId = testId(55);
    const urgent = await receive(at('08:00'), { ...intake, customerId, severity: 'high' });
    const calm = await receive(at('08:00'), { ...intake, customerId, severity: 'low' });
    const listed = async (filter: string, time: string) => {
      const path = `/api/v1/complaints?customerId=${customerId}${filter}`;
      const { body } = await service.http<{ items: ComplaintBody[] }>('GET', path, { time });
      return body.items.map(({ id }) => id);
    };
    expect(await listed('', at('08:00'))).toEqual([urgent.id, calm.id]);
    expect(await listed('&overdue=true', at('11:59'))).toEqual([]);
    expect(await listed('&overdue=true', at('12:00'))).toEqual([urgent.id]);
    expect(await listed('&status=investigating', at('12:00'))).toEqual([]);
  });

  it('those about a branch are found by it', async () => {
    const branchId = testId(77);
    const about = await receive(at('08:00'), { ...intake, branchId });
    const { body } = await service.http<{ items: ComplaintBody[] }>(
      'GET',
      `/api/v1/complaints?branchId=${branchId}&sort=-receivedAt`,
    );
    expect(body.items).toEqual([expect.objectContaining({ id: about.id, branchId })]);
  });

  it('bad input, unknown complaints and missing permissions each have their answer', async () => {
    const bad = {
      ...intake,
      customerId: 'nobody',
      category: 'weather',
      description: '',
      severity: null,
      price: 1,
    };
    const { body } = await service.http('POST', '/api/v1/complaints', { body: bad });
    const fields = (body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set(['customerId', 'category', 'description', 'severity', 'price']));
    expect((await step(testId(404), 'accept', at('09:00'))).status).toBe(404);
    expect((await service.http('GET', '/api/v1/complaints', { roles: ['accountant'] })).status).toBe(403);
    expect(
      (await service.http('POST', '/api/v1/complaints', { roles: ['analyst'], body: intake })).status,
    ).toBe(403);
  });
});
