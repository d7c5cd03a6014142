import { isIP } from 'node:net';
import { IsUrl, ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { FromEnv, IsWholeNumber, realmOf, Rule, ServiceConfig } from '@houtai/service-host';
import { networksOf, neverLive } from './addresses/address-rules';

export class WebhooksConfig extends ServiceConfig {
  /**
   * Networks (`192.0.2.0/24`, comma separated) that endpoints may lie in beside the internet, and where `http:` and other
   * ports are called; none of loopback, link-local or a metadata service in the live realm.
   */
  @FromEnv('HOUTAI_WEBHOOKS_ALLOWED_NETWORKS')
  @NamesNetworks()
  @SuitsLiveRealm()
  allowedNetworks: string = '';

  /** Everything goes through this proxy (`http://egress:3128`), which then resolves names and has to check addresses. */
  @FromEnv('HOUTAI_WEBHOOKS_PROXY_URL')
  @ValidateIf((config: WebhooksConfig) => config.proxyUrl !== '')
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  proxyUrl: string = '';

  /** Name servers (`192.0.2.53`, `192.0.2.53:5353`, comma separated) instead of those of the machine. */
  @FromEnv('HOUTAI_WEBHOOKS_NAME_SERVERS')
  @NamesServers()
  nameServers: string = '';

  /** Requests that one process makes at a time. */
  @FromEnv('HOUTAI_WEBHOOKS_MOST_IN_FLIGHT')
  @IsWholeNumber(1, 5_000)
  mostInFlight: number = 400;

  /** PEM file of authorities that are believed beside those Node knows, for receivers with a private one. */
  @FromEnv('HOUTAI_WEBHOOKS_CA_FILE')
  caFile: string = '';
}

function NamesNetworks(): PropertyDecorator {
  return Rule('namesNetworks', isNetworks, 'must be networks such as 192.0.2.0/24, comma separated');
}

/** In the live realm nobody may reach this machine, its neighbours, or what gives it its credentials. */
function SuitsLiveRealm(): PropertyDecorator {
  const holds = (value: unknown, args?: ValidationArguments) => {
    const config = (args?.object ?? { mode: 'live' }) as WebhooksConfig;
    return realmOf(config) !== 'live' || !isNetworks(value) || neverLive(networksOf(value)).length === 0;
  };
  return ValidateBy({
    name: 'suitsLiveRealm',
    validator: {
      validate: holds,
      defaultMessage: () =>
        '$property must name no loopback, link-local or metadata network in the live realm',
    },
  });
}

function NamesServers(): PropertyDecorator {
  const isServer = (text: string) =>
    isIP(text.trim().replace(/:\d{1,5}$/, '')) === 4 || isIP(text.trim()) !== 0;
  const holds = (value: unknown) =>
    typeof value === 'string' && (value === '' || value.split(',').every(isServer));
  return Rule('namesServers', holds, 'must be addresses of name servers, comma separated');
}

function isNetworks(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    networksOf(value);
    return true;
  } catch {
    return false;
  }
}
