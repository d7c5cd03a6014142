import { isNetwork, within } from './key-networks.service';

describe('networks of a key', () => {
  it.each([
    ['203.0.113.0/24', true],
    ['2001:db8::/32', true],
    ['203.0.113.7/32', true],
    ['0.0.0.0/0', true],
    ['203.0.113.0', false],
    ['203.0.113.0/33', false],
    ['2001:db8::/129', false],
    ['203.0.113/24', false],
    ['example.org/24', false],
    ['', false],
    [7, false],
  ])('%s: %s', (text, good) => expect(isNetwork(text)).toBe(good));

  it('let in who is inside of one of them', () => {
    const inside = within(['203.0.113.0/24', '2001:db8::/32']);
    expect(inside('203.0.113.255')).toBe(true);
    expect(inside('2001:db8:1::1')).toBe(true);
    expect(inside('203.0.114.0')).toBe(false);
    expect(inside('2001:db9::1')).toBe(false);
    expect(inside('nonsense')).toBe(false);
  });

  it('let in everybody when there is none', () => expect(within([])('198.51.100.1')).toBe(true));
});
