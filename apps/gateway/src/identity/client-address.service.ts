import { isIP, isIPv4, isIPv6 } from 'node:net';

/**
 * The client's address as it is written down.
 * @param claimed what the trusted proxies say; without any of them, the peer of the socket
 * @param peer address of the socket's peer, for when a proxy passed on something that is no address
 */
export function plainAddress(claimed: string, peer: string): string {
  const address = isIP(claimed) === 0 ? peer : claimed;
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : address;
}

/**
 * What limits count by: an IPv4 address itself, of an IPv6 address the network (/64), since every subscriber has 2^64 of
 * them to change between.
 */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const all = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${all.slice(0, 4).join(':')}::/64`;
}

/** An IPv4 address at the end stands for two groups; which ones does not matter beyond the first 64 bits. */
function groups(text: string): string[] {
  if (text === '') return [];
  return text
    .split(':')
    .flatMap((group) => (group.includes('.') ? ['0', '0'] : [group.replace(/^0+(?=.)/, '')]));
}
