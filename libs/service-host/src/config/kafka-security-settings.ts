import { readKafkaSecurity, type KafkaSecuritySettings } from '@houtai/messaging';
import { ValidateBy, type ValidationArguments } from 'class-validator';

/** What of a service's configuration it needs. */
export interface KafkaSecurityConfig {
  bus: string;
  kafkaTls: string;
  kafkaCaFile: string;
  kafkaClientCertFile: string;
  kafkaClientKeyFile: string;
  kafkaSaslMechanism: string;
  kafkaSaslUsername: string;
  kafkaSaslPassword: string;
}

/** The part of a configuration that says how to come to the brokers; empty with another bus. */
export function kafkaSecurityOf(config: KafkaSecurityConfig): KafkaSecuritySettings {
  if (config.bus !== 'kafka') return {};
  return {
    tls: config.kafkaTls,
    caFile: config.kafkaCaFile,
    clientCertFile: config.kafkaClientCertFile,
    clientKeyFile: config.kafkaClientKeyFile,
    saslMechanism: config.kafkaSaslMechanism,
    saslUsername: config.kafkaSaslUsername,
    saslPassword: config.kafkaSaslPassword,
  };
}

/** All settings of the way to Kafka together: they fit, and their files can be read. */
export function IsKafkaSecurity(): PropertyDecorator {
  const faultsOf = (args?: ValidationArguments) =>
    args ? readKafkaSecurity(kafkaSecurityOf(args.object as KafkaSecurityConfig)).faults : [];
  return ValidateBy({
    name: 'isKafkaSecurity',
    validator: {
      validate: (_, args) => faultsOf(args).length === 0,
      defaultMessage: (args) => faultsOf(args).join('; '),
    },
  });
}
