import { parse, parseCIDR, isValid, IPv4, type IPv6 } from 'ipaddr.js';

type Address = IPv4 | IPv6;

/** A network by CIDR, parsed. */
export type Network = readonly [Address, number];

/** Networks, comma separated (`192.0.2.0/24, 2001:db8::/32`); none for empty text. Throws for anything else. */
export function networksOf(text: string): Network[] {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map((entry) => parseCIDR(entry));
}

/** What an installation lets its partners call beside the internet. */
export interface AddressPolicy {
  readonly allowed: readonly Network[];
}

/**
 * Whether a socket may go there: an address of the internet, or one of the allowed networks.
 * @param only the allowed networks alone, as for `http:` and for other ports
 */
export function mayReach(
  address: string,
  { allowed }: AddressPolicy,
  reach: 'internet' | 'allowed' = 'internet',
): boolean {
  if (!isValid(address)) return false;
  const real = unwrapped(parse(address));
  if (allowed.some((network) => contains(network, real))) return true;
  return reach === 'internet' && isPublic(real);
}

/** The address that packets end up at: IPv6 carries IPv4 in several ways. */
function unwrapped(address: Address): Address {
  if (address instanceof IPv4) return address;
  const bytes = address.toByteArray();
  switch (address.range()) {
    case 'ipv4Mapped':
      return address.toIPv4Address();
    case 'rfc6052':
    case 'rfc6145':
      return new IPv4(bytes.slice(12));
    case '6to4':
      return new IPv4(bytes.slice(2, 6));
    default:
      // `::a.b.c.d`, long obsolete and still understood by some stacks
      return bytes.slice(0, 12).every((byte) => byte === 0) && bytes[15] !== undefined && !isHost(bytes)
        ? new IPv4(bytes.slice(12))
        : address;
  }
}

/** `::` and `::1` are addresses of their own. */
function isHost(bytes: readonly number[]): boolean {
  return bytes.slice(0, 15).every((byte) => byte === 0) && (bytes[15] ?? 0) <= 1;
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  // what ipaddr.js calls unicast beyond 2000::/3 nobody has been given
  return address instanceof IPv4 || ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && (address as IPv6).match(network as IPv6, bits);
}

/** Ranges that no partner of a live installation may be let into, however the list is written. */
const NEVER_LIVE = [
  '127.0.0.0/8',
  '::1/128',
  '169.254.0.0/16',
  'fe80::/10',
  '0.0.0.0/8',
  '::/128',
  // metadata services of the clouds beside 169.254.169.254
  'fd00:ec2::254/128',
  '100.100.100.200/32',
  '192.0.0.192/32',
].map((network) => parseCIDR(network));

/** Networks of the list that overlap with loopback, link-local or a metadata service. */
export function neverLive(networks: readonly Network[]): string[] {
  return networks
    .filter((one) => NEVER_LIVE.some((other) => overlap(one, other)))
    .map(([address, bits]) => `${address.toString()}/${bits}`);
}

function overlap([a, aBits]: Network, [b, bBits]: Network): boolean {
  const bits = Math.min(aBits, bBits);
  return contains([a, bits], b) || contains([b, bits], a);
}
