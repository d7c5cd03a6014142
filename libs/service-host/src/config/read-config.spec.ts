import { IsBoolean, IsInt, Max } from 'class-validator';
import { FromEnv } from './from-env';
import { ConfigError, readConfig } from './read-config';
import { ServiceConfig } from './service-config';

class OrdersConfig extends ServiceConfig {
  @FromEnv('HOUTAI_ORDERS_HOLD_MINUTES', 'ORDERS_HOLD_MINUTES')
  @IsInt()
  @Max(60)
  holdMinutes: number = 10;

  @FromEnv('HOUTAI_ORDERS_STRICT')
  @IsBoolean()
  strict: boolean = false;
}

const GOOD = {
  HOUTAI_DATABASE_URL: 'postgres://orders_app:x@localhost:5432/orders',
  HOUTAI_BUS: 'kafka',
  HOUTAI_KAFKA_BROKERS: 'localhost:9092,other:9092',
  HOUTAI_JWKS: '{"keys":[{"kty":"OKP"}]}',
  HOUTAI_DATA_KEY: Buffer.alloc(32).toString('base64'),
};

describe('configuration', () => {
  it('takes defaults for what is not set', () => {
    const config = readConfig('orders', OrdersConfig, GOOD);
    expect(config).toMatchObject({
      mode: 'live',
      host: '127.0.0.1',
      poolSize: 10,
      holdMinutes: 10,
      strict: false,
    });
  });

  it('converts by the declared type and ignores empty variables', () => {
    const env = {
      ...GOOD,
      ORDERS_HOLD_MINUTES: '30',
      HOUTAI_ORDERS_STRICT: 'true',
      PORT: '0',
      LOG_LEVEL: '',
    };
    expect(readConfig('orders', OrdersConfig, env)).toMatchObject({
      holdMinutes: 30,
      strict: true,
      port: 0,
      logLevel: 'info',
    });
  });

  it.each([
    ['HOUTAI_DATABASE_URL', 'mysql://x'],
    ['HOUTAI_DATABASE_URL', 'postgres://orders_app:x@localhost/orders?sslmode=no-verify'],
    ['HOUTAI_DATABASE_URL', 'postgres://orders_app:x@localhost/orders?ssl=true'],
    ['HOUTAI_DATABASE_URL', 'postgres://orders_app:x@localhost/orders?sslmode=require'],
    ['HOUTAI_MIGRATION_URL', 'postgres://orders_owner:x@localhost:5432/orders'],
    ['HOUTAI_DATABASE_TLS', 'perhaps'],
    ['HOUTAI_DATABASE_CA_FILE', '/given/without/tls'],
    ['HOUTAI_BUS', 'pigeon'],
    ['HOUTAI_KAFKA_BROKERS', 'localhost'],
    ['HOUTAI_KAFKA_TLS', 'perhaps'],
    ['HOUTAI_KAFKA_CA_FILE', '/given/without/tls'],
    ['HOUTAI_KAFKA_CLIENT_KEY_FILE', '/given/without/tls'],
    ['HOUTAI_KAFKA_SASL_PASSWORD', 'given without a mechanism'],
    ['PORT', '70000'],
    ['PORT', '1.5'],
    ['HOUTAI_MODE', 'dreaming'],
    ['HOUTAI_JWKS', '{"keys":[]}'],
    ['HOUTAI_JWKS', '{'],
    ['HOUTAI_DATA_KEY', Buffer.alloc(16).toString('base64')],
    ['LOG_LEVEL', 'loud'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
    ['HOUTAI_POOL_SIZE', '1'],
    ['HOUTAI_ORDERS_HOLD_MINUTES', '61'],
    ['HOUTAI_ORDERS_STRICT', 'perhaps'],
  ])('refuses %s=%s and names it', (variable, value) => {
    expect(faultsOf({ ...GOOD, [variable]: value })).toEqual([expect.stringContaining(variable)]);
  });

  it('takes the check of the database by its URL, but not beside the variables', () => {
    const checked = { ...GOOD, HOUTAI_DATABASE_URL: `${GOOD.HOUTAI_DATABASE_URL}?sslmode=verify-full` };
    expect(faultsOf(checked)).toEqual([]);
    expect(faultsOf({ ...checked, HOUTAI_DATABASE_TLS: 'on' })).toEqual([
      'HOUTAI_DATABASE_URL must not have sslmode beside HOUTAI_DATABASE_TLS=on',
    ]);
  });

  it('names the variable of a file that is not there', () => {
    const files = { HOUTAI_DATABASE_TLS: 'on', HOUTAI_DATABASE_CA_FILE: '/not/there.pem' };
    expect(faultsOf({ ...GOOD, ...files })).toEqual([
      expect.stringContaining('HOUTAI_DATABASE_CA_FILE: /not/there.pem cannot be read: ENOENT'),
    ]);
  });

  it('names every fault of the way to Kafka, and no secret', () => {
    const half = { HOUTAI_KAFKA_SASL_MECHANISM: 'plain', HOUTAI_KAFKA_SASL_PASSWORD: 'hush-hush' };
    const faults = faultsOf({ ...GOOD, ...half }).join();
    expect(faults).toContain('needs HOUTAI_KAFKA_SASL_USERNAME');
    expect(faults).toContain('needs HOUTAI_KAFKA_TLS=on');
    expect(faults).not.toContain('hush-hush');
  });

  it('names all faults at once', () => {
    const faults = faultsOf({ HOUTAI_BUS: 'embedded' }).join('\n');
    for (const variable of ['HOUTAI_DATABASE_URL', 'HOUTAI_BUS_URL', 'HOUTAI_JWKS', 'HOUTAI_DATA_KEY']) {
      expect(faults).toContain(variable);
    }
  });

  it('takes the credentials of the owner of the database from whoever would give them to a service', () => {
    const url = 'postgres://orders_owner:hush-hush@localhost:5432/orders';
    const [fault] = faultsOf({ ...GOOD, HOUTAI_MIGRATION_URL: url });
    expect(fault).toContain('only migrate.js holds');
    expect(fault).not.toContain('hush-hush');
  });

  it('accepts the address of a key set instead of the set', () => {
    const env = { ...GOOD, HOUTAI_JWKS: undefined, HOUTAI_JWKS_URL: 'http://gateway:8080/jwks.json' };
    expect(readConfig('orders', OrdersConfig, env).jwksUrl).toBe('http://gateway:8080/jwks.json');
  });
});

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig('orders', OrdersConfig, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}
