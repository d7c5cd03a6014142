import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** PEM texts. Without `ca` the authorities that Node knows count. Holds a secret: it is not to be logged. */
export interface TlsKeys {
  ca?: string;
  cert?: string;
  key?: string;
}

/** As the environment has it; what is not set is empty or absent. */
export interface TlsSettings {
  /** on | off */
  tls?: string;
  caFile?: string;
  clientCertFile?: string;
  clientKeyFile?: string;
}

const SUFFIXES: Record<keyof TlsSettings, string> = {
  tls: 'TLS',
  caFile: 'CA_FILE',
  clientCertFile: 'CLIENT_CERT_FILE',
  clientKeyFile: 'CLIENT_KEY_FILE',
};
const FILES = ['caFile', 'clientCertFile', 'clientKeyFile'] as const;

/** What the variable of a setting is called, such as `HOUTAI_KAFKA_CA_FILE` for the prefix `HOUTAI_KAFKA`. */
export function tlsVariable(prefix: string, setting: keyof TlsSettings): string {
  return `${prefix}_${SUFFIXES[setting]}`;
}

/** Reads the settings with this prefix from the environment. */
export function tlsSettings(prefix: string, environment: NodeJS.ProcessEnv): TlsSettings {
  const value = (setting: keyof TlsSettings) => environment[tlsVariable(prefix, setting)];
  return {
    tls: value('tls'),
    caFile: value('caFile'),
    clientCertFile: value('clientCertFile'),
    clientKeyFile: value('clientKeyFile'),
  };
}

/**
 * Reads the files. Everything that is wrong stands in `faults`, by the name of its variable and without any
 * secret; half a configuration is one. `tls` is absent when it is off.
 */
export function readTls(prefix: string, settings: TlsSettings): { tls?: TlsKeys; faults: string[] } {
  const name = (setting: keyof TlsSettings) => tlsVariable(prefix, setting);
  if (!['', 'on', 'off'].includes(settings.tls ?? ''))
    return { faults: [`${name('tls')} must be on or off`] };
  if (settings.tls !== 'on') {
    const useless = FILES.filter((setting) => settings[setting]);
    return { faults: useless.map((setting) => `${name(setting)} needs ${name('tls')}=on`) };
  }
  const faults: string[] = [];
  const { clientCertFile, clientKeyFile } = settings;
  if (clientCertFile && !clientKeyFile)
    faults.push(`${name('clientCertFile')} needs ${name('clientKeyFile')}`);
  if (clientKeyFile && !clientCertFile)
    faults.push(`${name('clientKeyFile')} needs ${name('clientCertFile')}`);
  const read = (setting: (typeof FILES)[number], check: (text: string) => unknown): string | undefined => {
    const file = settings[setting];
    if (!file) return undefined;
    try {
      const text = readFileSync(file, 'utf8');
      check(text);
      return text;
    } catch (error) {
      faults.push(`${name(setting)}: ${file} cannot be read: ${reason(error)}`);
      return undefined;
    }
  };
  const ca = read('caFile', (text) => new X509Certificate(text));
  const cert = read('clientCertFile', (text) => new X509Certificate(text));
  const key = read('clientKeyFile', (text) => createPrivateKey(text));
  const tls = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  if (faults.length > 0) return { faults };
  try {
    createSecureContext(tls);
    return { tls, faults };
  } catch (error) {
    return { faults: [`${name('tls')}: certificates and key do not fit: ${reason(error)}`] };
  }
}

/** The code alone: a message might quote what was read. */
function reason(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'no usable PEM';
}
