import { KafkaSecurity, kafkaSecuritySettings, readKafkaSecurity } from './kafka-security';
import { PlainError } from './loggable-message';
import { TlsKeys, readTls, tlsSettings } from './tls-files';

/** Names every setting at fault, and no value. */
export class BusConfigurationError extends PlainError {}

/** Token of the options given to `MessagingModule.forRoot`. */
export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');
/** Token under which a global module may provide a `MessagingConfig`; without one the environment is read. */
export const MESSAGING_CONFIG = Symbol('MESSAGING_CONFIG');
/** Token of the configuration in use. */
export const RESOLVED_MESSAGING_CONFIG = Symbol('RESOLVED_MESSAGING_CONFIG');

export interface MessagingOptions {
  /** Name of the service; source of its events and prefix of its consumer groups. */
  service: string;
}

export interface MessagingConfig {
  bus: 'kafka' | 'embedded';
  /** `host:port`, for Kafka. */
  brokers: string[];
  /** Postgres URL of the embedded log. */
  busUrl?: string;
  /** How to come to the embedded log; absent: as its URL says. */
  busTls?: TlsKeys;
  partitions: number;
  /** Copies of each Kafka topic. */
  replication: number;
  /** How to come to the brokers; absent: in plain text. */
  security?: KafkaSecurity;
  /** Put before topics and groups, so that several installations (or tests) can share one bus. */
  prefix: string;
}

/**
 * Reads the bus from the environment: `HOUTAI_BUS` (kafka | embedded), `HOUTAI_KAFKA_BROKERS`,
 * `HOUTAI_BUS_URL`, and optionally `HOUTAI_BUS_PARTITIONS` (6), `HOUTAI_KAFKA_REPLICATION` (1),
 * `HOUTAI_BUS_PREFIX`, and for secured servers `HOUTAI_KAFKA_TLS` and so on (`KafkaSecuritySettings`), or
 * `HOUTAI_DATABASE_TLS` and so on. Throws one error that names every fault.
 */
export function messagingConfig(environment: NodeJS.ProcessEnv = process.env): MessagingConfig {
  const faults: string[] = [];
  const bus = environment['HOUTAI_BUS'] === 'kafka' ? 'kafka' : 'embedded';
  if (!['kafka', 'embedded'].includes(environment['HOUTAI_BUS'] ?? '')) {
    faults.push('HOUTAI_BUS must be kafka or embedded');
  }
  const brokers = (environment['HOUTAI_KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
  const busUrl = environment['HOUTAI_BUS_URL'];
  if (bus === 'kafka' && brokers.length === 0) faults.push('HOUTAI_KAFKA_BROKERS must name host:port');
  if (bus === 'embedded' && !busUrl) faults.push('HOUTAI_BUS_URL must be the URL of the log database');
  const partitions = positive(environment['HOUTAI_BUS_PARTITIONS'], 6);
  const replication = positive(environment['HOUTAI_KAFKA_REPLICATION'], 1);
  if (!partitions) faults.push('HOUTAI_BUS_PARTITIONS must be a positive whole number');
  if (!replication) faults.push('HOUTAI_KAFKA_REPLICATION must be a positive whole number');
  const { security, faults: insecure } = readKafkaSecurity(
    bus === 'kafka' ? kafkaSecuritySettings(environment) : {},
  );
  const { tls: busTls, faults: ofBusTls } = readTls(
    'HOUTAI_DATABASE',
    bus === 'embedded' ? tlsSettings('HOUTAI_DATABASE', environment) : {},
  );
  faults.push(...insecure, ...ofBusTls);
  if (faults.length > 0) throw new BusConfigurationError(`Bus configuration: ${faults.join('; ')}`);
  const prefix = environment['HOUTAI_BUS_PREFIX'] ?? '';
  return { bus, brokers, busUrl, busTls, partitions, replication, security, prefix };
}

function positive(text: string | undefined, byDefault: number): number {
  const value = text ? Number(text) : byDefault;
  return Number.isInteger(value) && value > 0 ? value : 0;
}
