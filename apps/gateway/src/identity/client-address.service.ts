import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The client's address as it is written down: IPv4 within IPv6 as IPv4, IPv6 in its shortest form, so that nobody is two.
 * @param claimed what the trusted proxies say; without any of them, the peer of the socket
 * @param peer address of the socket's peer, for when a proxy passed on something that is no address
 */
export function plainAddress(claimed: string, peer: string): string {
  const address = isIP(claimed) === 0 ? peer : claimed;
  return isIP(address) === 0 ? address : ipaddr.process(address).toString();
}

/**
 * What limits count by: an IPv4 address itself, of an IPv6 address the network (/64), since every subscriber has 2^64 of
 * them to change between.
 */
export function addressGroup(address: string): string {
  if (isIP(address) === 0) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}
