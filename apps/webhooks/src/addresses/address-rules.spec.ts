import { mayReach, networksOf, neverLive } from './address-rules';
import { hostOf, parsedUrl } from './endpoint-url';

const nothingAllowed = { allowed: [] };

describe('where a socket may go', () => {
  it.each([
    '93.184.216.34',
    '2606:2800:220:1::1',
    '::ffff:93.184.216.34',
    '64:ff9b::5db8:d822',
    '2002:5db8:d822::1',
  ])('%s is of the internet', (address) => expect(mayReach(address, nothingAllowed)).toBe(true));

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '::1'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['metadata', '169.254.169.254'],
    ['metadata, IPv6', 'fd00:ec2::254'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['this network', '0.0.0.0'],
    ['broadcast', '255.255.255.255'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['benchmarks', '198.18.0.1'],
    ['unspecified', '::'],
    ['unique local', 'fc00::1'],
    ['link-local', 'fe80::1'],
    ['multicast, IPv6', 'ff02::1'],
    ['documentation', '2001:db8::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped private', '::ffff:a00:1'],
    ['compatible loopback', '::127.0.0.1'],
    ['NAT64 of a private one', '64:ff9b::a00:1'],
    ['6to4 of a private one', '2002:a00:1::1'],
    ['Teredo', '2001:0:5db8:d822::1'],
    ['given to nobody', '4000::1'],
    ['no address', 'example.com'],
  ])('%s: %s is refused', (_, address) => expect(mayReach(address, nothingAllowed)).toBe(false));

  it.each([
    ['decimal', 'https://2130706433/'],
    ['octal', 'https://0177.0.0.1/'],
    ['hexadecimal', 'https://0x7f.0.0.1/'],
    ['short', 'https://127.1/'],
    ['full width', 'https://１２７.0.0.1/'],
    ['mapped', 'https://[::ffff:127.0.0.1]/'],
  ])('a URL with an address in %s form is that address', (_, text) => {
    const host = hostOf(parsedUrl(text)!);
    expect(mayReach(host, nothingAllowed)).toBe(false);
    expect(mayReach(host, { allowed: networksOf('127.0.0.0/8') })).toBe(true);
  });

  it('lets into what is allowed, and http into nothing else', () => {
    const policy = { allowed: networksOf('10.9.0.0/16, fd12::/16') };
    expect(mayReach('10.9.1.1', policy)).toBe(true);
    expect(mayReach('::ffff:10.9.1.1', policy)).toBe(true);
    expect(mayReach('fd12::1', policy)).toBe(true);
    expect(mayReach('10.8.1.1', policy)).toBe(false);
    expect(mayReach('93.184.216.34', policy, 'allowed')).toBe(false);
    expect(mayReach('10.9.1.1', policy, 'allowed')).toBe(true);
  });

  it('finds what a live installation may not allow, also within something larger', () => {
    const of = (text: string) => neverLive(networksOf(text));
    expect(of('127.0.0.1/32')).toEqual(['127.0.0.1/32']);
    expect(of('169.254.169.254/32, 10.9.0.0/16')).toEqual(['169.254.169.254/32']);
    expect(of('0.0.0.0/0')).toEqual(['0.0.0.0/0']);
    expect(of('::/0')).toEqual(['::/0']);
    expect(of('fd00::/8')).toEqual(['fd00::/8']);
    expect(of('10.9.0.0/16, fd12::/16')).toEqual([]);
  });
});
