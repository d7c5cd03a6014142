import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { PlainError } from '@houtai/messaging';
import { WebhooksConfig } from '../webhooks.config';
import { mayReach, networksOf, type AddressPolicy } from './address-rules';

export type Reach = 'internet' | 'allowed';

/** An address that no endpoint may lead to; nothing was sent. */
export class AddressRefusedError extends PlainError {
  readonly code = 'ADDRESS_REFUSED';

  constructor() {
    super('an address of the host may not be called');
  }
}

const everyAddress = promisify(systemLookup);
const RESOLVE_MS = 3_000;

/** Names, and where they may lead. Every address of a name has to be one that may be called, not only the one taken. */
@Injectable()
export class GuardedLookup {
  private readonly policy: AddressPolicy;
  private readonly resolver: Resolver | undefined;

  constructor({ allowedNetworks, nameServers }: WebhooksConfig) {
    this.policy = { allowed: networksOf(allowedNetworks) };
    if (nameServers === '') return;
    this.resolver = new Resolver({ timeout: RESOLVE_MS, tries: 2 });
    this.resolver.setServers(nameServers.split(',').map((server) => server.trim()));
  }

  /** Whether an address, as it stands in a URL, may be called. */
  admits(address: string, reach: Reach): boolean {
    return mayReach(address, this.policy, reach);
  }

  /** The addresses of a name. Throws {@link AddressRefusedError}, or what the resolver throws. */
  async addressesOf(host: string, reach: Reach): Promise<LookupAddress[]> {
    const addresses = await this.resolve(host);
    if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
    if (!addresses.every(({ address }) => this.admits(address, reach))) throw new AddressRefusedError();
    return addresses;
  }

  /** For the options of a socket, which so goes to an address that was looked at. */
  lookup(reach: Reach): LookupFunction {
    return (host, { all }, callback) => {
      this.addressesOf(host, reach).then(
        (addresses) => {
          const [first] = addresses;
          if (all || !first) callback(null, addresses);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, []),
      );
    };
  }

  private async resolve(host: string): Promise<LookupAddress[]> {
    const { resolver } = this;
    const family = isIP(host);
    if (family !== 0) return [{ address: host, family }];
    if (!resolver) return everyAddress(host, { all: true });
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (found.length === 0 && failed) throw failed.reason;
    return found.map((address) => ({ address, family: isIP(address) }));
  }
}
