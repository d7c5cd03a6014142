import { Controller } from '@nestjs/common';
import { OnEvents, UnitOfWork, type Received, type ReceivedEvent } from '@houtai/messaging';
import { WallClock } from '../clock/wall-clock.service';
import { DeliveryWorker } from '../deliveries/delivery.worker';
import { messageBody, MOST_BYTES } from '../public-events/message-body';
import { publicEventOf, SOURCES } from '../public-events/public-catalogue';
import type { PublicEvent } from '../public-events/public-event';
import { FanOutStore, messageIdOf } from './fan-out.store';
import { KEPT_DAYS, writtenAt, type NewMessage } from './new-message';

const DAY_MS = 24 * 3_600_000;

/** What partners are told of an event, and to which of their endpoints, in the transaction of the inbox. */
@Controller()
export class WhenSomethingHappens {
  constructor(
    private readonly store: FanOutStore,
    private readonly worker: DeliveryWorker,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: WallClock,
  ) {}

  @OnEvents(SOURCES, { consumer: 'fan-out' })
  async fanOut(received: Received[]): Promise<void> {
    const messages: NewMessage[] = [];
    for (const { event } of received) messages.push(...(await this.messagesOf(event)));
    if (await this.store.write(messages)) this.unitOfWork.afterCommit(this.worker.wake);
  }

  private async messagesOf(event: ReceivedEvent): Promise<NewMessage[]> {
    const told = publicEventOf(event.type);
    const now = Date.parse(this.clock.now());
    const written = writtenAt(event.id) ?? now;
    // a new installation reads topics from their beginning: what is past keeping is told to nobody
    if (!told || now - written > KEPT_DAYS * DAY_MS) return [];
    const data = told.view(event.data);
    if (data === undefined) return [];
    const day = new Date(Math.min(written, now)).toISOString().slice(0, 10);
    const partners = await this.partnersOf(told, event);
    return partners.map((partnerId) => messageFor(partnerId, told, event, { data, day }));
  }

  private async partnersOf({ audience, type }: PublicEvent, { data }: ReceivedEvent): Promise<string[]> {
    // what others pay is nobody's business
    if (audience === 'everyone') return this.store.subscribersOf(type, fieldOf(data, 'priceGroup'));
    const partnerId = fieldOf(data, 'partnerId');
    return partnerId === undefined ? [] : [partnerId];
  }
}

function messageFor(
  partnerId: string,
  { type, subject: kind }: PublicEvent,
  event: ReceivedEvent,
  { data, day }: { data: unknown; day: string },
): NewMessage {
  const id = messageIdOf(event.id, partnerId);
  const { time: occurredAt, aggregateVersion: version, key } = event;
  const subject = `${kind}/${key}`;
  const body = messageBody({ id, type, timestamp: occurredAt, subject, version, data });
  if (Buffer.byteLength(body) > MOST_BYTES) throw new Error(`a ${type} is longer than ${MOST_BYTES} bytes`);
  const traceId = event.traceparent?.split('-')[1];
  const isAboutEndpoint = type.startsWith('webhook-');
  const exceptEndpointId = isAboutEndpoint ? fieldOf(event.data, 'endpointId') : undefined;
  return { id, day, partnerId, type, subject, version, occurredAt, body, traceId, exceptEndpointId };
}

function fieldOf(data: unknown, name: string): string | undefined {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
