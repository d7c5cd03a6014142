import { BlockList, isIP, isIPv4 } from 'node:net';

const CIDR = /^([0-9a-f.:]+)\/(\d{1,3})$/i;

/** Whether a text is a network such as `203.0.113.0/24` or `2001:db8::/32`. */
export function isNetwork(text: unknown): boolean {
  const [, address = '', prefix = ''] = typeof text === 'string' ? (CIDR.exec(text) ?? []) : [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** Tells whether an address lies within one of the networks; any does when there are none. */
export function within(networks: readonly string[]): (address: string) => boolean {
  if (networks.length === 0) return () => true;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family(address));
  }
  return (address) => isIP(address) !== 0 && list.check(address, family(address));
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
