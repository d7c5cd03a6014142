import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { ValidationFailedError, faultOf, realmOf, type LocalFault } from '@houtai/service-host';
import { WebhooksConfig } from '../webhooks.config';
import { hostOf, isInternalName, needsAllowance } from './endpoint-url';
import { AddressRefusedError, GuardedLookup, type Reach } from './guarded-lookup.service';

const FIELD = 'url';

/** Whether an endpoint may lie where its URL says; its form was looked at before. Asks the resolver. */
@Injectable()
export class UrlCheck {
  constructor(
    private readonly lookups: GuardedLookup,
    private readonly config: WebhooksConfig,
  ) {}

  /** Throws `validation-failed` with every fault. */
  async mustBeCallable(text: string): Promise<void> {
    const url = new URL(text);
    const reach: Reach = needsAllowance(url) ? 'allowed' : 'internet';
    const where = await this.whereFault(hostOf(url), reach);
    // what lies in the allowed networks may have any form, but for the live realm
    const isAllowed = where === undefined && realmOf(this.config) !== 'live';
    const form = reach === 'allowed' && !isAllowed ? formFaults(url) : [];
    // of a host that would do on https and 443 only the form is at fault
    const place = form.length === 0 ? where : await this.whereFault(hostOf(url), 'internet');
    const faults = [...form, ...(place ? [place] : [])];
    if (faults.length > 0) throw new ValidationFailedError(faults);
  }

  private async whereFault(host: string, reach: Reach): Promise<LocalFault | undefined> {
    if (isIP(host) !== 0) return this.lookups.admits(host, reach) ? undefined : notPublic();
    // the proxy looks names up, and has to know where they may lead
    if (this.config.proxyUrl !== '') return isInternalName(host) ? notPublic() : undefined;
    try {
      await this.lookups.addressesOf(host, reach);
      return undefined;
    } catch (error) {
      if (error instanceof AddressRefusedError) return notPublic();
      return faultOf(FIELD, 'hasKnownHost', 'must have a host that can be found', '的主机名必须可以解析');
    }
  }
}

function formFaults({ protocol, port }: URL): LocalFault[] {
  const scheme = faultOf(FIELD, 'isHttps', 'must begin with https://', '必须以 https:// 开头');
  const gate = faultOf(FIELD, 'hasAllowedPort', 'must have the port 443 or 8443', '的端口必须为 443 或 8443');
  return [
    ...(protocol === 'https:' ? [] : [scheme]),
    ...(port === '' || port === '443' || port === '8443' ? [] : [gate]),
  ];
}

function notPublic(): LocalFault {
  return faultOf(
    FIELD,
    'isPublic',
    'must lead to public addresses only, all of them',
    '解析到的所有地址都必须是公网地址',
  );
}
