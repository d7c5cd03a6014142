import { readTls, tlsVariable, type TlsKeys, type TlsSettings } from '@houtai/messaging/base';
import { Matches, ValidateBy, type ValidationArguments } from 'class-validator';

/** What of a service's configuration it needs. */
export interface DatabaseTlsConfig {
  databaseTls: string;
  databaseCaFile: string;
  databaseClientCertFile: string;
  databaseClientKeyFile: string;
}

const PREFIX = 'HOUTAI_DATABASE';
const TLS = tlsVariable(PREFIX, 'tls');
/** What `pg` understands in a URL, and takes for more than what it is given beside it. */
const OF_URL = ['ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'sslnegotiation', 'uselibpqcompat'];

/** How every connection to Postgres is made; undefined: as the URL says. Certificate and name are always checked. */
export function databaseTls(config: DatabaseTlsConfig): TlsKeys | undefined {
  return readTls(PREFIX, settingsOf(config)).tls;
}

/** The settings fit, and their files can be read. */
export function IsDatabaseTls(): PropertyDecorator {
  const faultsOf = (args?: ValidationArguments) =>
    args ? readTls(PREFIX, settingsOf(args.object as DatabaseTlsConfig)).faults : [];
  return ValidateBy({
    name: 'isDatabaseTls',
    validator: {
      validate: (_, args) => faultsOf(args).length === 0,
      defaultMessage: (args) => faultsOf(args).join('; '),
    },
  });
}

/** `postgres://…`, of whatever role, that agrees with the settings for TLS. */
export function IsDatabaseUrl(): PropertyDecorator {
  const isUrl = Matches(/^postgres(ql)?:\/\/\S+$/, { message: '$property must be a postgres:// URL' });
  const agrees = AgreesWithDatabaseTls();
  return (target, property) => {
    isUrl(target, property);
    agrees(target, property);
  };
}

/** A URL neither weakens the check of the server's certificate, nor takes the place of the variables for TLS. */
function AgreesWithDatabaseTls(): PropertyDecorator {
  const faultOf = (url: unknown, args?: ValidationArguments) =>
    typeof url === 'string' && args ? faultOfUrl(url, args.object as DatabaseTlsConfig) : undefined;
  return ValidateBy({
    name: 'agreesWithDatabaseTls',
    validator: {
      validate: (url, args) => faultOf(url, args) === undefined,
      defaultMessage: (args) => `$property ${faultOf(args?.value, args)}`,
    },
  });
}

function faultOfUrl(url: string, config: DatabaseTlsConfig): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const said = new URL(url).searchParams;
  const names = OF_URL.filter((name) => said.has(name));
  if (names.length === 0) return undefined;
  if (config.databaseTls === 'on') return `must not have ${names.join(', ')} beside ${TLS}=on`;
  const mode = said.get('sslmode');
  if (mode === 'disable' && names.length === 1) return undefined;
  if (mode === 'verify-full' && !said.has('ssl') && !said.has('uselibpqcompat')) return undefined;
  return `must have sslmode=verify-full or none; better ${TLS}=on and no ssl in it`;
}

function settingsOf(config: DatabaseTlsConfig): TlsSettings {
  return {
    tls: config.databaseTls,
    caFile: config.databaseCaFile,
    clientCertFile: config.databaseClientCertFile,
    clientKeyFile: config.databaseClientKeyFile,
  };
}
