import type { KafkaSettings } from './kafka-storage';

/** How clients have to come to a node: encrypted, and known by a certificate or a password. */
export interface KafkaListenerSecurity {
  /** PEM file with the private key (PKCS #8) and the certificate of the nodes, for 127.0.0.1. */
  readonly keyAndCertificateFile: string;
  /** PEM file of the authority that signed clients' certificates; with it they must show one. */
  readonly clientAuthorityFile?: string;
  /** Name and password of those who may sign in (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512); with it everybody must. */
  readonly user?: { readonly name: string; readonly password: string };
}

const SCRAM = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** What stands behind `CLIENT:` in `listener.security.protocol.map`. */
export function listenerProtocol(security: KafkaListenerSecurity | undefined): string {
  if (!security) return 'PLAINTEXT';
  return security.user ? 'SASL_SSL' : 'SSL';
}

/** Settings of the listener `CLIENT`. */
export function listenerSettings(security: KafkaListenerSecurity | undefined): KafkaSettings {
  if (!security) return {};
  const { keyAndCertificateFile, clientAuthorityFile, user } = security;
  return prefixed('listener.name.client.', {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyAndCertificateFile,
    ...(clientAuthorityFile && {
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': clientAuthorityFile,
      'ssl.client.auth': 'required',
    }),
    ...(user && {
      'sasl.enabled.mechanisms': ['PLAIN', ...SCRAM].join(','),
      'plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${user.name}="${user.password}";`,
      ...Object.fromEntries(
        SCRAM.map((mechanism) => [
          `${mechanism.toLowerCase()}.sasl.jaas.config`,
          'org.apache.kafka.common.security.scram.ScramLoginModule required;',
        ]),
      ),
    }),
  });
}

/** Of `StorageTool format`: passwords of SCRAM lie in the log, where the first node must find them. */
export function scramArguments(security: KafkaListenerSecurity | undefined): string[] {
  const { user } = security ?? {};
  if (!user) return [];
  return SCRAM.flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${user.name},password=${user.password}]`,
  ]);
}

function prefixed(prefix: string, settings: KafkaSettings): KafkaSettings {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [prefix + name, value]));
}
