import { decodeEvent, encodeEvent, UndecodableMessageError } from './cloud-event';
import { DeliveredMessage } from './event-bus';

const attributes = {
  specversion: '1.0',
  id: '0196f3a0-0000-7000-8000-000000000001',
  source: 'houtai/orders',
  type: 'houtai.orders.reservation-expired.v1',
  time: '2027-03-01T10:00:00+08:00',
  subject: 'key-1',
  datacontenttype: 'application/json',
  correlationid: 'wish-1',
  aggregateversion: '7',
};

function delivered(overrides: Partial<DeliveredMessage> = {}, without: string[] = []): DeliveredMessage {
  const { topic, key, headers, value } = encodeEvent('topic', 'key-1', attributes, '{"a":1}');
  const kept = Object.entries(headers).filter(([name]) => !without.includes(name));
  const place = { partition: 2, offset: '9007199254740993' };
  return { topic, key, headers: Object.fromEntries(kept), value: Buffer.from(value), ...place, ...overrides };
}

describe('an event on the wire', () => {
  it('travels in CloudEvents binary mode', () => {
    const { headers } = encodeEvent('topic', 'key-1', attributes, '{}');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_subject: 'key-1',
    });
    expect(headers).not.toHaveProperty('ce_datacontenttype');
  });

  it('arrives as it was sent, its time in UTC and its offset exact', () => {
    expect(decodeEvent(delivered())).toEqual({
      id: attributes.id,
      type: attributes.type,
      source: 'houtai/orders',
      topic: 'topic',
      partition: 2,
      offset: '9007199254740993',
      key: 'key-1',
      time: '2027-03-01T02:00:00.000Z',
      aggregateVersion: 7,
      correlationId: 'wish-1',
      causationId: undefined,
      traceparent: undefined,
      data: { a: 1 },
    });
  });

  it.each([
    ['no type', delivered({}, ['ce_type']), 'attribute missing: type'],
    ['no key', delivered({ key: null }), 'the key is empty'],
    ['an empty key', delivered({ key: '' }), 'the key is empty'],
    ['no value', delivered({ value: null }), 'no data'],
    ['torn JSON', delivered({ value: Buffer.from('{"a":') }), 'data is no JSON'],
    ['null', delivered({ value: Buffer.from('null') }), 'data is no object'],
    ['a number', delivered({ value: Buffer.from('7') }), 'data is no object'],
    ['a bad time', delivered({ headers: { ...delivered().headers, ce_time: 'noon' } }), 'time is none'],
  ])('cannot be read with %s', (_, message, reason) => {
    expect(() => decodeEvent(message)).toThrow(UndecodableMessageError);
    expect(() => decodeEvent(message)).toThrow(reason);
  });
});
