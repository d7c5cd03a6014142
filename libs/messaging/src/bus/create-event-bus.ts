import { MessagingConfig } from '../messaging.config';
import { EmbeddedBus } from './embedded/embedded-bus';
import { EventBus } from './event-bus';
import { KafkaBus } from './kafka/kafka-bus';

/** The bus the configuration names. Nothing is connected yet. `clientId` appears in the broker's logs. */
export function createEventBus(config: MessagingConfig, clientId: string): EventBus {
  switch (config.bus) {
    case 'kafka':
      return new KafkaBus({ ...config, clientId });
    case 'embedded':
      return new EmbeddedBus({
        url: config.busUrl ?? '',
        tls: config.busTls,
        prefix: config.prefix,
        clientId,
      });
    default:
      return config.bus satisfies never;
  }
}
