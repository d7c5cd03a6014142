import { CATALOGUE, TOPICS, eventOfType } from './catalogue';
import { validateEvent } from './validate-event';

describe('event catalogue', () => {
  it.each(CATALOGUE.map((event) => [event.type, event] as const))(
    '%s accepts its golden sample',
    (type, event) => {
      expect(validateEvent(type, event.sample)).toEqual([]);
    },
  );

  it.each(CATALOGUE.map((event) => [event.type, event] as const))(
    '%s is named, placed and explained',
    (type, event) => {
      expect(type).toMatch(new RegExp(`^houtai\\.${event.producer}\\.[a-z-]+\\.v\\d+$`));
      expect(event.topic).toMatch(new RegExp(`^houtai\\.${event.producer}\\.[a-z-]+$`));
      expect(event.meaning.length).toBeGreaterThan(20);
      expect(eventOfType(type)).toBe(event);
    },
  );

  it('names every type once', () => {
    expect(new Set(CATALOGUE.map((event) => event.type)).size).toBe(CATALOGUE.length);
    expect(TOPICS.length).toBeGreaterThan(10);
  });

  it('names every fault of bad data, and accepts a field it does not know yet', () => {
    const type = 'houtai.orders.reservation-expired.v1';
    expect(validateEvent(type, { reservationId: 'x' })).toEqual([
      "/ must have required property 'expiredAt'",
      '/reservationId must match format "uuid"',
    ]);
    expect(validateEvent(type, { ...(eventOfType(type)?.sample as object), later: 1 })).toEqual([]);
    expect(validateEvent('houtai.nobody.knows.v1', {})).toEqual([
      'unknown event type houtai.nobody.knows.v1',
    ]);
  });
});
