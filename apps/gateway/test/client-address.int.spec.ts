import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { startUpstream, type Upstream } from './upstream';

const FORGED = {
  'x-real-ip': '6.6.6.6',
  forwarded: 'for=6.6.6.6',
  'x-client-ip': '6.6.6.6',
  via: '1.1 6.6.6.6',
};

let orders: Upstream;
beforeAll(async () => {
  orders = await startUpstream();
});
afterAll(() => orders?.close());

async function gatewayWith(env: Record<string, string>): Promise<GatewayUnderTest> {
  const gateway = await startGateway({ services: { orders: orders.url }, env });
  await gateway.routesOf('orders');
  return gateway;
}

/** The address that a service is told, and that limits, lock-outs and the audit trail go by. */
async function seenFrom(gateway: GatewayUnderTest, headers: Record<string, string>): Promise<unknown> {
  orders.seen.splice(0);
  expect((await gateway.http('GET', '/api/v1/opening-hours', { roles: null, headers })).status).toBe(200);
  return orders.seen[0]?.headers['x-forwarded-for'];
}

describe('behind proxies that are trusted, the address of a client is', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    const proxies = '127.0.0.1, 10.0.0.0/8, 2001:db8:ffff::/48';
    gateway = await gatewayWith({ HOUTAI_TRUSTED_PROXIES: proxies });
  });
  afterAll(() => gateway?.close());

  it.each([
    ['the proxy itself when it says nothing', undefined, '127.0.0.1'],
    ['what the proxy says', '203.0.113.7', '203.0.113.7'],
    ['not what the client wrote in front of it', '6.6.6.6, 203.0.113.7', '203.0.113.7'],
    ['behind several proxies what the outermost says', '6.6.6.6, 203.0.113.7, 10.0.0.3', '203.0.113.7'],
    [
      'not one behind an address in the middle that nobody trusts',
      '6.6.6.6, 10.0.0.9, 8.8.8.8, 10.0.0.3',
      '8.8.8.8',
    ],
    ['not one behind something that is no address', '6.6.6.6, unknown, 10.0.0.3', '127.0.0.1'],
    ['not the forged one of a client that claims to be a proxy', '10.0.0.77, 203.0.113.7', '203.0.113.7'],
    ['that of IPv6, in its shortest form', '2001:0DB8:0:0::0007', '2001:db8::7'],
    ['behind a proxy with IPv6', '6.6.6.6, 2001:db8:1::7, 2001:db8:ffff::1', '2001:db8:1::7'],
    ['IPv4 where it is written as IPv6', '6.6.6.6, ::ffff:203.0.113.7', '203.0.113.7'],
    ['behind a proxy that is written as IPv6', '6.6.6.6, 203.0.113.7, ::ffff:10.0.0.3', '203.0.113.7'],
    ['the proxy when there is an empty chain', ' , ,', '127.0.0.1'],
    ['of a chain without an end its last', `${'6.6.6.6, '.repeat(300)}203.0.113.7`, '203.0.113.7'],
  ])('%s', async (_case, chain, address) => {
    const headers = chain === undefined ? FORGED : { ...FORGED, 'x-forwarded-for': chain };
    expect(await seenFrom(gateway, headers)).toBe(address);
  });
});

describe('the address of a client', () => {
  it('is that of the socket where no proxy is trusted, whatever is claimed', async () => {
    const gateway = await gatewayWith({});
    try {
      const headers = { ...FORGED, 'x-forwarded-for': '203.0.113.7, 127.0.0.1' };
      expect(await seenFrom(gateway, headers)).toBe('127.0.0.1');
    } finally {
      await gateway.close();
    }
  });

  it('is found behind a trusted proxy of IPv4 whose socket says IPv6, and not behind another', async () => {
    for (const [proxies, address] of [
      ['127.0.0.0/8', '203.0.113.7'],
      ['10.0.0.0/8', '127.0.0.1'],
    ]) {
      const gateway = await gatewayWith({ HOST: '::', HOUTAI_TRUSTED_PROXIES: proxies ?? '' });
      try {
        expect(await seenFrom(gateway, { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' })).toBe(address);
      } finally {
        await gateway.close();
      }
    }
  });
});
