import { readFileSync } from 'node:fs';
import { makeCertificates, type Certificates } from '@houtai/testing';
import { NameServer } from './name-server';
import { answering, Receiver } from './receiver';
import type { Shown } from './shown';
import { PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

const NAME = 'hooks.partner.example';

/** 127.0.0.2 may be called, 127.0.0.1 plays the inside of the company. */
describe('where requests go', () => {
  let service: Webhooks;
  let names: NameServer;
  let receiver: Receiver;
  let inside: Receiver;
  let certificates: Certificates;

  beforeAll(async () => {
    certificates = await makeCertificates();
    names = await NameServer.start();
    service = await startWebhooks({
      env: {
        HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.2/32',
        HOUTAI_WEBHOOKS_NAME_SERVERS: names.address,
        HOUTAI_WEBHOOKS_CA_FILE: certificates.authority,
      },
    });
  });
  afterAll(async () => {
    await service.close();
    await names.stop();
    await certificates.remove();
  });
  beforeEach(async () => {
    receiver = await Receiver.start('127.0.0.2');
    inside = await Receiver.start('127.0.0.1', { port: receiver.port });
    receiver.behaviour = answering(204, { connection: 'close' });
    names.say(NAME, '127.0.0.2');
  });
  afterEach(async () => {
    await service.sql('truncate delivery, attempt');
    await service.sql(`update endpoint set status = 'deleted', disabled_reason = null`);
    await Promise.all([receiver.down(), inside.down()]);
  });

  const firstFault = async () => {
    for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((r) => setTimeout(r, 20))) {
      const rows = await service.sql<{ said: string }>(
        'select coalesce(status::text, fault) as said from attempt order by started_at desc, number desc limit 1',
      );
      if (rows[0]) return rows[0].said;
    }
    throw new Error('no attempt was made');
  };

  it.each([
    ['inside', ['127.0.0.1']],
    ['partly inside', ['127.0.0.2', '127.0.0.1']],
    ['inside by IPv6', ['127.0.0.2', '::1']],
    ['to a private one that is written as IPv6', ['::ffff:7f00:1']],
    ['to one behind NAT64', ['127.0.0.2', '64:ff9b::a00:1']],
    ['to the metadata of a cloud', ['169.254.169.254']],
  ])(
    'a name that comes to lead %s is not called, and is called again when it is put right',
    async (_, addresses) => {
      await service.endpoint(receiver.url(NAME));
      names.say(NAME, ...addresses);
      await service.confirm();
      expect(await firstFault()).toBe('address-refused');
      expect(inside.received).toEqual([]);
      names.say(NAME, '127.0.0.2');
      await service.hurry();
      await receiver.has(1);
      await service.settled();
      expect(inside.received).toEqual([]);
    },
  );

  it('a name is asked for once per connection, and the socket goes to what was looked at', async () => {
    await service.endpoint(receiver.url(NAME));
    names.asked.length = 0;
    await service.confirm();
    const [event] = await receiver.has(1);
    expect(names.asked.sort()).toEqual([`A ${NAME}`, `AAAA ${NAME}`]);
    expect(event?.headers.host).toBe(`${NAME}:${receiver.port}`);
    await service.settled();
  });

  it('an endpoint that was made while its address was allowed is not called at it any more', async () => {
    const made = await service.endpoint(receiver.url());
    await service.sql('update endpoint set url = $1 where id = $2', [inside.url(), made.id]);
    await service.confirm();
    expect(await firstFault()).toBe('address-refused');
    expect(inside.received).toEqual([]);
  });

  it('a certificate has to be good, and for the name', async () => {
    const pem = async (name: string, host: string) => {
      const { certificate, key } = await certificates.sign(name, `DNS:${host}`);
      return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
    };
    const good = await Receiver.start('127.0.0.2', { tls: await pem('good', NAME) });
    const wrong = await Receiver.start('127.0.0.2', { tls: await pem('wrong', 'other.example') });
    const others = await makeCertificates();
    const strange = await others.sign('strange', `DNS:${NAME}`);
    const unknown = await Receiver.start('127.0.0.2', {
      tls: { cert: readFileSync(strange.certificate, 'utf8'), key: readFileSync(strange.key, 'utf8') },
    });
    const told = await Promise.all(
      [good, wrong, unknown].map(async (one) => {
        const wish = { url: one.url(NAME), eventTypes: ['*'] };
        const { body } = await service.as(PARTNER, 'POST', '/api/v1/webhook-endpoints', wish);
        const path = `/api/v1/webhook-endpoints/${body.id}/test`;
        const tested = await service.as<Shown & { endpoint: Shown }>(PARTNER, 'POST', path);
        return [tested.body.status ?? tested.body.fault, tested.body.endpoint.status];
      }),
    );
    expect(told).toEqual([
      [204, 'active'],
      ['tls', 'pending'],
      ['tls', 'pending'],
    ]);
    await Promise.all([good.down(), wrong.down(), unknown.down(), others.remove()]);
  });

  it.each<[string, string[]]>([
    ['http://example.com/', ['isHttps']],
    ['https://example.com:8080/', ['hasAllowedPort']],
    ['http://example.com:8080/', ['isHttps', 'hasAllowedPort']],
    ['ftp://example.com/', ['isUrl']],
    ['example.com', ['isUrl']],
    ['https://user:secret@example.com/', ['hasNoCredentials']],
    ['https://user@example.com/#part', ['hasNoCredentials', 'hasNoFragment']],
    ['https://example.com/#', ['hasNoFragment']],
    ['https://127.0.0.1/', ['isPublic']],
    ['https://2130706433/', ['isPublic']],
    ['https://0177.0.0.1/', ['isPublic']],
    ['https://0x7f000001/', ['isPublic']],
    ['https://10.0.0.1:8443/', ['isPublic']],
    ['https://169.254.169.254/latest/meta-data', ['isPublic']],
    ['https://[::1]/', ['isPublic']],
    ['https://[::ffff:10.0.0.1]/', ['isPublic']],
    ['https://[64:ff9b::a00:1]/', ['isPublic']],
    ['https://[2002:a00:1::]/', ['isPublic']],
    ['https://[fd00::1]/', ['isPublic']],
    ['https://mixed.example/', ['isPublic']],
    ['https://private.example./', ['isPublic']],
    ['https://unknown.example/', ['hasKnownHost']],
    ['http://127.0.0.1:80/', ['isHttps', 'isPublic']],
  ])('an endpoint may not be at %s', async (url, rules) => {
    names.say('example.com', '93.184.216.34', '2606:2800:220:1::1');
    names.say('mixed.example', '93.184.216.34', '10.0.0.1');
    names.say('private.example', '10.0.0.1');
    const wish = { url, eventTypes: ['*'] };
    const { status, body } = await service.as<{ errors: { field: string; rule: string }[] }>(
      PARTNER,
      'POST',
      '/api/v1/webhook-endpoints',
      wish,
    );
    expect(status).toBe(400);
    expect(body.errors.map(({ rule }) => rule).sort()).toEqual([...rules].sort());
    expect(new Set(body.errors.map(({ field }) => field))).toEqual(new Set(['url']));
  });

  it('one at a public address or name may be made, and is pending', async () => {
    names.say('example.com', '93.184.216.34', '2606:2800:220:1::1');
    for (const url of [
      'https://example.com/',
      'https://93.184.216.34:8443/',
      'https://[2606:2800:220:1::1]/',
    ]) {
      const made = await service.as(PARTNER, 'POST', '/api/v1/webhook-endpoints', { url, eventTypes: ['*'] });
      expect(made).toMatchObject({ status: 201, body: { status: 'pending' } });
    }
  });
});
