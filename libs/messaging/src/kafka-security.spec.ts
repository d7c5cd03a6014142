import { readKafkaSecurity, type KafkaSecuritySettings } from './kafka-security';

const SCRAM = { saslMechanism: 'SCRAM-SHA-512', saslUsername: 'orders', saslPassword: 'hush-hush' };

describe('how to come to the brokers', () => {
  it('is in plain text unless something is configured', () => {
    expect(readKafkaSecurity({})).toEqual({ faults: [] });
    expect(readKafkaSecurity({ tls: 'off', caFile: '', saslMechanism: '' })).toEqual({ faults: [] });
  });

  it('is with TLS by the authorities Node knows, and with a password', () => {
    expect(readKafkaSecurity({ tls: 'on', ...SCRAM })).toEqual({
      security: {
        tls: {},
        sasl: { mechanism: 'scram-sha-512', username: 'orders', password: 'hush-hush' },
      },
      faults: [],
    });
  });

  it.each<[string, KafkaSecuritySettings, string[]]>([
    ['neither on nor off', { tls: 'true' }, ['HOUTAI_KAFKA_TLS must be on or off']],
    ['an authority without TLS', { caFile: '/a' }, ['HOUTAI_KAFKA_CA_FILE needs HOUTAI_KAFKA_TLS=on']],
    [
      'a certificate without TLS and key',
      { clientCertFile: '/a' },
      ['HOUTAI_KAFKA_CLIENT_CERT_FILE needs HOUTAI_KAFKA_TLS=on'],
    ],
    [
      'a certificate without its key, in a file that is not there',
      { tls: 'on', clientCertFile: '/not/there' },
      [
        'HOUTAI_KAFKA_CLIENT_CERT_FILE needs HOUTAI_KAFKA_CLIENT_KEY_FILE',
        'HOUTAI_KAFKA_CLIENT_CERT_FILE: /not/there cannot be read: ENOENT',
      ],
    ],
    [
      'a password without a mechanism',
      { saslUsername: 'orders', saslPassword: 'hush-hush' },
      [
        'HOUTAI_KAFKA_SASL_USERNAME needs HOUTAI_KAFKA_SASL_MECHANISM',
        'HOUTAI_KAFKA_SASL_PASSWORD needs HOUTAI_KAFKA_SASL_MECHANISM',
      ],
    ],
    [
      'a mechanism nobody knows, without name and password',
      { saslMechanism: 'gssapi' },
      [
        'HOUTAI_KAFKA_SASL_MECHANISM must be one of plain, scram-sha-256, scram-sha-512',
        'HOUTAI_KAFKA_SASL_MECHANISM needs HOUTAI_KAFKA_SASL_USERNAME',
        'HOUTAI_KAFKA_SASL_MECHANISM needs HOUTAI_KAFKA_SASL_PASSWORD',
      ],
    ],
    [
      'a password that would go as it is',
      { ...SCRAM, saslMechanism: 'plain' },
      ['HOUTAI_KAFKA_SASL_MECHANISM=plain needs HOUTAI_KAFKA_TLS=on: the password goes as it is'],
    ],
    [
      'an authority that is none',
      { tls: 'on', caFile: __filename },
      [`HOUTAI_KAFKA_CA_FILE: ${__filename} cannot be read: ERR_OSSL_PEM_NO_START_LINE`],
    ],
  ])('refuses %s, names every fault and no secret', (_, settings, expected) => {
    const { security, faults } = readKafkaSecurity(settings);
    expect(security).toBeUndefined();
    expect(faults).toEqual(expected);
    expect(faults.join()).not.toContain('hush-hush');
  });
});
