import { CATALOGUE, TOPICS, eventOfType } from './catalogue';
import { validateEvent } from './validate-event';

describe('event catalogue', () => {
  it.each(CATALOGUE.map((event) => [event.type, event] as const))(
    '%s accepts its golden sample',
    (type, event) => {
      expect(validateEvent(type, event.sample)).toEqual([]);
    },
  );

  it('names every type once and explains it', () => {
    expect(new Set(CATALOGUE.map((event) => event.type)).size).toBe(CATALOGUE.length);
    expect(CATALOGUE.filter(({ meaning }) => meaning.length <= 20)).toEqual([]);
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
