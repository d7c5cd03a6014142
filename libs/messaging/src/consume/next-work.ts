import { UndecodableMessageError, decodeEvent, decodeHeaders, typeOfMessage } from '../bus/cloud-event';
import type { DeliveredMessage } from '../bus/event-bus';
import type { ConsumerDefinition } from './consumer-definition';
import type { ReceivedEvent } from './event-context';

/** Messages per transaction, those of unwanted types among them: each of these only moves a version on. */
const MOST_TOGETHER = 500;

/** What stands next in a batch: events to apply together, up to and including `last`; or a message nobody can read. */
interface NextWork {
  events: ReceivedEvent[];
  last?: DeliveredMessage;
  undecodable?: { message: DeliveredMessage; reason: UndecodableMessageError };
  taken: number;
}

/** Cuts the next piece of work out of a batch. */
export function nextWork(
  definition: ConsumerDefinition,
  messages: readonly DeliveredMessage[],
  from: number,
): NextWork {
  const work: NextWork = { events: [], taken: 0 };
  let wanted = 0;
  for (const message of messages.slice(from, from + MOST_TOGETHER)) {
    if (wanted >= definition.chunk) break;
    try {
      const type = typeOfMessage(message);
      if (type === undefined || definition.wants(type)) {
        work.events.push(decodeEvent(message));
        wanted += 1;
      } else {
        const passedOver = decodeHeaders(message);
        if (passedOver) work.events.push(passedOver);
      }
    } catch (reason) {
      if (!(reason instanceof UndecodableMessageError)) throw reason;
      if (work.taken > 0) return work;
      return { events: [], taken: 1, undecodable: { message, reason } };
    }
    work.last = message;
    work.taken += 1;
  }
  return work;
}
