import { TlsKeys, TlsSettings, readTls, tlsSettings, tlsVariable } from './tls-files';

/** How to come to the brokers. Holds secrets: it is not to be logged. */
export interface KafkaSecurity {
  /** Absent: plain text. */
  tls?: TlsKeys;
  sasl?: SaslLogin;
}

type SaslLogin = {
  [Mechanism in SaslMechanism]: { mechanism: Mechanism; username: string; password: string };
}[SaslMechanism];
type SaslMechanism = (typeof SASL_MECHANISMS)[number];
const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** As the environment has it: `HOUTAI_KAFKA_TLS` and so on; what is not set is empty or absent. */
export interface KafkaSecuritySettings extends TlsSettings {
  saslMechanism?: string;
  saslUsername?: string;
  saslPassword?: string;
}

const PREFIX = 'HOUTAI_KAFKA';
const TLS = tlsVariable(PREFIX, 'tls');
const MECHANISM = `${PREFIX}_SASL_MECHANISM`;
const USERNAME = `${PREFIX}_SASL_USERNAME`;
const PASSWORD = `${PREFIX}_SASL_PASSWORD`;

/** Reads the settings from the environment. */
export function kafkaSecuritySettings(environment: NodeJS.ProcessEnv): KafkaSecuritySettings {
  return {
    ...tlsSettings(PREFIX, environment),
    saslMechanism: environment[MECHANISM],
    saslUsername: environment[USERNAME],
    saslPassword: environment[PASSWORD],
  };
}

/**
 * Reads the files. Everything that is wrong stands in `faults`, by the name of its variable and without any
 * secret; half a configuration is one. `security` is absent when nothing is configured.
 */
export function readKafkaSecurity(settings: KafkaSecuritySettings): {
  security?: KafkaSecurity;
  faults: string[];
} {
  const { tls, faults: ofTls } = readTls(PREFIX, settings);
  const { sasl, faults: ofSasl } = readSasl(settings);
  const faults = [...ofTls, ...ofSasl];
  if (faults.length > 0 || (!tls && !sasl)) return { faults };
  return { security: { ...(tls && { tls }), ...(sasl && { sasl }) }, faults };
}

function readSasl(settings: KafkaSecuritySettings): { sasl?: SaslLogin; faults: string[] } {
  const { saslMechanism, saslUsername: username, saslPassword: password } = settings;
  const faults: string[] = [];
  if (!saslMechanism) {
    if (username) faults.push(`${USERNAME} needs ${MECHANISM}`);
    if (password) faults.push(`${PASSWORD} needs ${MECHANISM}`);
    return { faults };
  }
  const mechanism = SASL_MECHANISMS.find((known) => known === saslMechanism.toLowerCase());
  if (!mechanism) faults.push(`${MECHANISM} must be one of ${SASL_MECHANISMS.join(', ')}`);
  if (!username) faults.push(`${MECHANISM} needs ${USERNAME}`);
  if (!password) faults.push(`${MECHANISM} needs ${PASSWORD}`);
  if (mechanism === 'plain' && settings.tls !== 'on')
    faults.push(`${MECHANISM}=plain needs ${TLS}=on: the password goes as it is`);
  if (faults.length > 0 || !mechanism || !username || !password) return { faults };
  return { sasl: { mechanism, username, password }, faults };
}
