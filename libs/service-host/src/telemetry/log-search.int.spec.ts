import { randomUUID } from 'node:crypto';
import { vehicleRegisteredV1 } from '@houtai/event-catalogue';
import { createEventBus, encodeEvent, messagingConfig, type EventBus } from '@houtai/messaging';
import { ChildProgram, fakeToken } from '@houtai/testing';
import { send } from '../../test/api-client';
import { sampleEnvironment } from '../../test/sample-service';

const LEAKY = 'libs/service-host/test/leaky-service.ts';
/** Nothing of this may stand in a log: neither what looks like personal data, nor what looks like any word. */
const PLANTED = ['张三丰', 'Jinlan', '13800138000', '138 0013', 'hunter-zwei', 'someone@example'];
const PERSON = { name: '张三丰 Jinlan "someone@example.com"', phone: '13800138000 Jinlan' };

const FAILURES: readonly (readonly [kind: string, logged: RegExp])[] = [
  ['unique-violation', /unique violation.*person_pkey/],
  ['check-violation', /check violation.*person_name_check/],
  ['nul-character', /characters the database does not take/],
  ['bad-cast', /text that is not of the type/],
  ['statement-time-out', /statement cancelled|Query read timeout/],
  ['broken-sql', /syntax error/],
  ['defect', /TypeError/],
  ['cause', /AggregateError/],
  ['not-an-error', /not an error/],
  ['logged-by-mistake', /RangeError/],
];
// A process of its own is slow to start where others need the cores, too.
jest.setTimeout(120_000);

describe('the complete output of a service process', () => {
  let env: Record<string, string>;
  let drop: () => Promise<void>;
  let bus: EventBus;
  let service: ChildProgram;
  let url: string;

  beforeAll(async () => {
    const sample = await sampleEnvironment();
    drop = sample.drop;
    env = { ...sample.env, LOG_LEVEL: 'trace', HOUTAI_STATEMENT_TIMEOUT_MS: '500' };
    bus = createEventBus(messagingConfig(env), 'test');
    service = ChildProgram.start(LEAKY, env);
    url = await service.url();
  });
  afterAll(async () => {
    await service?.stop();
    await bus?.close();
    await drop?.();
  });

  const fail = (kind: string) => send(url, 'POST', `/api/v1/people/failures/${kind}`, { body: PERSON });
  const shows = (process: ChildProgram) => PLANTED.filter((value) => process.output().includes(value));
  const publish = (value: string, headers: Record<string, string> = {}) => {
    const attributes = {
      specversion: '1.0',
      id: randomUUID(),
      source: 'houtai/fleet',
      type: vehicleRegisteredV1.type,
      time: '2027-01-01T00:00:00.000Z',
      aggregateversion: '1',
      ...headers,
    };
    return bus.publish([encodeEvent(vehicleRegisteredV1.topic, randomUUID(), attributes, value)]);
  };

  it.each(FAILURES)(
    'tells of a %s what failed, and nothing of the person it failed for',
    async (kind, logged) => {
      const { status, body } = await fail(kind);
      await service.says(logged);
      expect(shows(service)).toEqual([]);
      if (status >= 500) for (const value of PLANTED) expect(JSON.stringify(body)).not.toContain(value);
    },
  );

  it('shows nothing of requests that are refused', async () => {
    const path = '/api/v1/people/failures/none';
    const refused = [
      await send(url, 'POST', path, { body: { ...PERSON, phone: '张三丰!', idNumber: PERSON.phone } }),
      await send(url, 'POST', path, { body: { ...PERSON, note: `${PERSON.name}\u0000` } }),
      await send(url, 'POST', path, { raw: `{"name": "张三丰", "phone": 13800138000 Jinlan}` }),
      await send(url, 'POST', `/api/v1/people/failures/none?phone=13800138000`, { raw: '"Jinlan' }),
      await send(url, 'GET', `/api/v1/people/%E5%BC%A0Jinlan%zz`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    const malformed = refused[2]?.body as { errors: { message: string }[] };
    expect(malformed.errors[0]?.message).toMatch(/^body is not well-formed JSON( at position \d+)?$/);
    expect(shows(service)).toEqual([]);
  });

  it('shows nothing of tokens that are refused', async () => {
    const forged = `${(await fakeToken({ roles: ['admin'], name: 'Jinlan' })).slice(0, -8)}Jinlan00`;
    const foreign = await fakeToken({ roles: ['admin'], name: '张三丰', issuer: 'https://Jinlan.example' });
    for (const token of ['hunter-zwei', forged, foreign]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await send(url, 'POST', '/api/v1/people/failures/defect', { headers, body: PERSON });
      expect(answer.status).toBe(401);
      expect(service.output()).not.toContain(token.slice(0, 40));
    }
    expect(shows(service)).toEqual([]);
  });

  it('shows nothing of events whose handlers fail, nor of messages nobody can read', async () => {
    await publish(JSON.stringify({ ...vehicleRegisteredV1.sample, plate: PERSON.phone }));
    await service.says(/parks houtai\.fleet\.vehicle-registered.*Error: message left out/);
    await service.says(/parks houtai\.fleet\.vehicle-registered.*check violation/);
    await publish(JSON.stringify({ vin: PERSON.name, [PERSON.name]: PERSON.phone }));
    await service.says(/InvalidEventError/);
    await publish(`{"name": "${PERSON.phone}`);
    await service.says(/data is no JSON/);
    await publish('{}', { id: 'Jinlan-13800138000' });
    await service.says(/id is not a UUID/);
    await publish('{}', { time: PERSON.phone });
    await service.says(/time is none/);
    expect(shows(service)).toEqual([]);
    const parked = await send(url, 'GET', '/internal/parked-messages', { roles: ['admin'] });
    expect(parked.status).toBe(200);
    for (const value of PLANTED) expect(JSON.stringify(parked.body)).not.toContain(value);
  });

  it('ends the process after errors nobody caught, in order and without a word of them', async () => {
    await fail('uncaught').catch(() => undefined);
    expect(await service.exited()).toBe(1);
    const origins = [...service.output().matchAll(/"origin":"(\w+)"/g)].map(([, origin]) => origin);
    expect(origins.sort()).toEqual(['uncaughtException', 'unhandledRejection', 'unhandledRejection']);
    expect(service.output()).toContain('stopping');
    expect(shows(service)).toEqual([]);
  });

  it.each([
    [
      'settings that are none',
      () => ({ HOUTAI_DATA_KEY: 'hunter-zwei', HOUTAI_BUS: 'Jinlan', HOUTAI_DATABASE_URL: 'hunter-zwei' }),
    ],
    [
      'a wrong database password',
      () => ({
        HOUTAI_DATABASE_URL: (env['HOUTAI_DATABASE_URL'] ?? '').replace(/(?<=\/\/\w+:)[^@]+/, 'hunter-zwei'),
      }),
    ],
  ])('shows nothing of the configuration when the start fails: %s', async (_, settings) => {
    const started = ChildProgram.start(LEAKY, { ...env, ...settings() });
    expect(await started.exited()).toBe(1);
    expect(started.output()).toContain('sample cannot start');
    expect(shows(started)).toEqual([]);
  });
});
