import { reservationExpiredV1, reservationRejectedV1, type EventDefinition } from '@houtai/event-catalogue';
import { currentCall } from '../call-context';
import type { Sql } from '../sql/sql';
import { ConsumerDefinition, type EventHandler } from './consumer-definition';
import type { ReceivedEvent } from './event-context';
import type { Received } from './received';

const [EXPIRED, REJECTED] = [reservationExpiredV1, reservationRejectedV1];

const receivedOf = ({ type, topic }: EventDefinition, id: string): Received => {
  const event = { id, type, topic, key: id, data: { of: id } } as ReceivedEvent;
  return { event, data: event.data, call: { correlationId: id } };
};

describe('the handlers of a consumer', () => {
  const calls: string[] = [];
  const one =
    (name: string): EventHandler =>
    async (data) =>
      void calls.push(`${name} ${JSON.stringify(data)} in ${currentCall()?.correlationId}`);
  const many: EventHandler = async (events) => {
    const ids = (events as Received[]).map(({ event }) => event.id);
    calls.push(`many ${ids.join()} in ${currentCall()?.correlationId}`);
  };
  const consumerOf = (...registrations: [string, EventHandler, boolean?][]) =>
    new ConsumerDefinition(
      'orders',
      'orders.orders',
      registrations.map(([pattern, handler, together]) => ({
        pattern,
        handler,
        together,
        chunk: together ? 32 : 1,
      })),
    );
  const turnsOf = (consumer: ConsumerDefinition, ...received: Received[]) =>
    consumer.turns(received.map(({ event }) => event)).map((turn) => turn.map(({ id }) => id).join(''));
  beforeEach(() => (calls.length = 0));

  it('take all types of a pattern in one turn, and the largest chunk that one of them asks for', () => {
    const consumer = consumerOf([`${EXPIRED.type} ${REJECTED.type}`, many, true], [EXPIRED.type, one('one')]);
    expect([consumer.chunk, consumer.types]).toEqual([32, [EXPIRED.type, REJECTED.type].sort()]);
    const rejected = consumerOf([`${EXPIRED.type} ${REJECTED.type}`, many, true]);
    expect(turnsOf(rejected, receivedOf(EXPIRED, 'a'), receivedOf(REJECTED, 'b'))).toEqual(['ab']);
  });

  it('take one at a time where none takes many', () => {
    const consumer = consumerOf([EXPIRED.type, one('one')]);
    expect(turnsOf(consumer, receivedOf(EXPIRED, 'a'), receivedOf(EXPIRED, 'b'))).toEqual(['a', 'b']);
  });

  it('are called in the order of their registration: many without a call in hand, one in that of its event', async () => {
    const consumer = consumerOf([EXPIRED.type, many, true], [EXPIRED.type, one('one')]);
    await consumer.dispatch([receivedOf(EXPIRED, 'a'), receivedOf(EXPIRED, 'b')], {} as Sql);
    expect(calls).toEqual(['many a,b in undefined', 'one {"of":"a"} in a', 'one {"of":"b"} in b']);
  });

  it('exist for events of the catalogue only', () => {
    expect(() => consumerOf([`${EXPIRED.type} houtai.orders.nothing.v1`, many, true])).toThrow('No event');
  });
});
