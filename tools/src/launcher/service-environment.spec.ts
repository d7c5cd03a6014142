import { migrationEnvironment, serviceEnvironment, type SystemSettings } from './service-environment';

const ports = {
  gateway: 1,
  orders: 2,
  dispatch: 3,
  fleet: 4,
  'customer-service': 5,
  finance: 6,
  analytics: 7,
  webhooks: 8,
};
const settings: SystemSettings = {
  mode: 'live',
  bus: { kind: 'kafka', brokers: 'k:9092' },
  databases: Object.fromEntries(
    Object.keys(ports).map((name) => [
      name,
      {
        appUrl: `app/${name}`,
        ownerUrl: `own/${name}`,
        besideUrls: Object.fromEntries(
          name === 'finance'
            ? [
                ['sealer', 'seal/finance'],
                ['closer', 'close/finance'],
              ]
            : [],
        ),
      },
    ]),
  ),
  ports,
  secrets: { signingKey: 'private', jwks: 'public', dataKey: 'data' },
  accounts: [],
};

describe('the environment of a service', () => {
  it('selects database, bus and port', () => {
    expect(serviceEnvironment('orders', settings, {})).toMatchObject({
      PORT: '2',
      HOUTAI_DATABASE_URL: 'app/orders',
      HOUTAI_BUS: 'kafka',
      HOUTAI_KAFKA_BROKERS: 'k:9092',
      HOUTAI_DATA_KEY: 'data',
    });
  });

  it('has its roles beside for the service that they are of', () => {
    expect(serviceEnvironment('finance', settings, {})).toMatchObject({
      HOUTAI_DATABASE_URL: 'app/finance',
      HOUTAI_FINANCE_SEALER_URL: 'seal/finance',
      HOUTAI_FINANCE_CLOSER_URL: 'close/finance',
    });
    expect(JSON.stringify(serviceEnvironment('orders', settings, {}))).not.toMatch(/seal|close/);
  });

  it('passes on what operators set, but nothing that belongs to the launcher or to a test', () => {
    const env = serviceEnvironment('orders', settings, {
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel',
      HOUTAI_POSTGRES_URL: 'superuser',
      HOUTAI_MIGRATION_URL: 'own/orders',
      HOUTAI_SIGNING_KEY: 'private',
      HOUTAI_DEMO_PASSWORD: 'x',
      HOUTAI_TEST_POSTGRES_URL: 'superuser',
      JEST_WORKER_ID: '1',
      NODE_ENV: 'test',
    });
    expect(env).toMatchObject({
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel',
      NODE_ENV: 'production',
    });
    expect(JSON.stringify(env)).not.toMatch(/superuser|own\/|private|DEMO|JEST/);
  });

  it('limits the heap unless the operator says what Node is to be started with', () => {
    expect(serviceEnvironment('orders', settings, {}).NODE_OPTIONS).toBe('--max-old-space-size=512');
    const own = '--max-old-space-size=4096';
    expect(serviceEnvironment('orders', settings, { NODE_OPTIONS: own }).NODE_OPTIONS).toBe(own);
  });

  it('is that of a test realm unless the operator says that it is the real thing', () => {
    expect(serviceEnvironment('orders', settings, {}).HOUTAI_REALM).toBe('test');
    expect(serviceEnvironment('orders', settings, { HOUTAI_REALM: 'live' }).HOUTAI_REALM).toBe('live');
  });

  it('lets webhooks reach this machine in a test realm alone, unless the operator says where they go', () => {
    const networks = (env: NodeJS.ProcessEnv) =>
      serviceEnvironment('webhooks', settings, env).HOUTAI_WEBHOOKS_ALLOWED_NETWORKS;
    expect(networks({})).toBe('127.0.0.0/8');
    expect(networks({ HOUTAI_REALM: 'live' })).toBeUndefined();
    const own = '192.0.2.0/24';
    expect(networks({ HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: own })).toBe(own);
  });

  it('gives the gateway the key to sign with and the addresses of the others', () => {
    const env = serviceEnvironment('gateway', settings, {});
    expect(env.HOUTAI_SIGNING_KEY).toBe('private');
    expect(JSON.parse(env.HOUTAI_SERVICES ?? '')).toEqual({
      orders: 'http://127.0.0.1:2',
      dispatch: 'http://127.0.0.1:3',
      fleet: 'http://127.0.0.1:4',
      'customer-service': 'http://127.0.0.1:5',
      finance: 'http://127.0.0.1:6',
      analytics: 'http://127.0.0.1:7',
      webhooks: 'http://127.0.0.1:8',
    });
  });
});

describe('the environment of who migrates', () => {
  it('has the credentials of the owner and how the database is reached, and nothing of a service', () => {
    const env = migrationEnvironment('orders', settings, {
      PATH: '/bin',
      LOG_LEVEL: 'warn',
      HOUTAI_DATABASE_TLS: 'on',
      HOUTAI_DATABASE_CA_FILE: '/ca.pem',
      HOUTAI_DATABASE_URL: 'app/orders',
      HOUTAI_DATA_KEY: 'data',
      NODE_OPTIONS: '--require=/hook.js',
    });
    expect(env).toEqual({
      PATH: '/bin',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      HOUTAI_DATABASE_TLS: 'on',
      HOUTAI_DATABASE_CA_FILE: '/ca.pem',
      HOUTAI_MIGRATION_URL: 'own/orders',
    });
  });
});

it.each([
  'gateway',
  'webhooks',
  'orders',
  'dispatch',
  'fleet',
  'customer-service',
  'finance',
  'analytics',
] as const)('no process of %s has the credentials of an owner', (service) => {
  const env = serviceEnvironment(service, settings, { HOUTAI_MIGRATION_URL: 'own/orders' });
  expect(JSON.stringify(env)).not.toContain('own/');
});
