import { ConfigError, readConfig } from '@houtai/service-host';
import { WebhooksConfig } from './webhooks.config';

function faults(env: Record<string, string>): string[] {
  try {
    readConfig('webhooks', WebhooksConfig, env);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.faults.filter((fault) => fault.includes('HOUTAI_WEBHOOKS'));
    throw error;
  }
  return [];
}

const NETWORKS = 'HOUTAI_WEBHOOKS_ALLOWED_NETWORKS';

describe('configuration of webhooks', () => {
  it('takes loopback in a test realm, whatever its clock', () => {
    const env = { HOUTAI_MODE: 'live', [NETWORKS]: '127.0.0.0/8' };
    expect(faults({ ...env, HOUTAI_REALM: 'test' })).toEqual([]);
    expect(faults({ ...env, HOUTAI_REALM: 'live' })).toHaveLength(1);
  });

  it.each(['127.0.0.0/8', '10.0.0.0/8, ::1/128', '169.254.169.254/32', '0.0.0.0/0', 'fe80::/64'])(
    'a live installation does not start with %s allowed',
    (networks) => {
      expect(faults({ HOUTAI_MODE: 'live', [NETWORKS]: networks })).toEqual([
        expect.stringContaining('must name no loopback'),
      ]);
      expect(faults({ HOUTAI_MODE: 'simulated', [NETWORKS]: networks })).toEqual([]);
    },
  );

  it('takes networks, a proxy and name servers, and names what is none', () => {
    expect(faults({ [NETWORKS]: '10.20.0.0/16, fd12:3456::/32' })).toEqual([]);
    expect(faults({ HOUTAI_WEBHOOKS_NAME_SERVERS: '192.0.2.53, 192.0.2.54:5353' })).toEqual([]);
    expect(faults({ HOUTAI_WEBHOOKS_PROXY_URL: 'http://egress:3128' })).toEqual([]);
    expect(
      faults({
        [NETWORKS]: 'everywhere',
        HOUTAI_WEBHOOKS_NAME_SERVERS: 'dns.example',
        HOUTAI_WEBHOOKS_PROXY_URL: 'egress',
        HOUTAI_WEBHOOKS_MOST_IN_FLIGHT: '0',
      }),
    ).toHaveLength(4);
  });
});
