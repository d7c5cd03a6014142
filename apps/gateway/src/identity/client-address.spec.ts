import { addressGroup, plainAddress } from './client-address.service';

describe('the address of a client', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::ffff:a01:203', '10.1.2.3'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:0DB8:0:0::0001', '2001:db8::1'],
    ['unknown', '127.0.0.1'],
    ['10.1.2.3\r\nx', '127.0.0.1'],
  ])('of %s is %s', (claimed, address) => {
    expect(plainAddress(claimed, '127.0.0.1')).toBe(address);
  });

  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:a01:203', '10.1.2.3'],
    ['', ''],
    ['2001:DB8:0:1::7', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:ffff:2:3:4', '2001:db8:0:1::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s in limits', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
