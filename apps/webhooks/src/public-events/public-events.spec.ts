import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { messageBody, MOST_BYTES } from './message-body';
import { PUBLIC_EVENTS, publicEventOf } from './public-catalogue';
import { webhookDocument } from './webhook-document';
import { TEST_EVENT } from './webhook-events';
import { isSubscription, SUBSCRIPTIONS, takes } from './subscription';

interface Content {
  'application/json': { schema: object; example: object };
}

const ajv = addFormats(new Ajv({ allErrors: true, strict: true, keywords: [] }));

/** Names under which something personal, or of the house alone, lies in events of the bus. */
const NOT_FOR_PARTNERS =
  /partnerCustomer|phone|document|driver|actor|allowedClasses|deposit\w*Reference|channel/i;

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

describe.each(PUBLIC_EVENTS)('public event $type', ({ source, schema, sample, view, meaning }) => {
  const validate = ajv.compile({ ...schema, additionalProperties: false });

  it('has a sample by its schema and a sentence in both languages', () => {
    expect(validate(sample) || validate.errors).toBe(true);
    expect(meaning.en).toMatch(/\.$/);
    expect(meaning.zh).toMatch(/。$/);
  });

  it('is made of the golden sample of the bus, and shows nothing of a person or of the house', () => {
    const shown = view(source?.sample);
    expect(validate(shown) || validate.errors).toBe(true);
    expect(keysOf(shown).filter((key) => NOT_FOR_PARTNERS.test(key))).toEqual([]);
    const ofHouse: unknown = Reflect.get(source?.sample as object, 'customerId');
    if (ofHouse !== undefined) expect(JSON.stringify(shown)).not.toContain(ofHouse);
    const body = messageBody({
      id: 'evt_1',
      type: 'a.b',
      timestamp: '2026-03-01T00:00:00.000Z',
      subject: 'a/1',
      version: 1,
      data: shown,
    });
    expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES / 4);
  });
});

describe('public events', () => {
  it('are named once, and made of one event each', () => {
    expect(new Set(PUBLIC_EVENTS.map(({ type }) => type)).size).toBe(PUBLIC_EVENTS.length);
    expect(new Set(PUBLIC_EVENTS.map(({ source }) => source?.type)).size).toBe(PUBLIC_EVENTS.length);
  });

  it('tell why something was refused by the neutral rules alone', () => {
    const rejected = publicEventOf('houtai.orders.reservation-rejected.v1');
    const told = (rule: string) => {
      const reasons = [{ rule, message: 'staff said so' }];
      return (rejected?.view({ ...(rejected.source?.sample as object), reasons }) as { reasons: object[] })
        .reasons;
    };
    expect(told('not-blacklisted')).toEqual(told('minimum-age'));
    expect(JSON.stringify([told('review'), told('a-rule-of-tomorrow')])).not.toMatch(/staff|review|tomorrow/);
  });

  it('stand in the document with an example that is a whole body by its schema', () => {
    const document = webhookDocument();
    expect(Object.keys(document)).toEqual([...PUBLIC_EVENTS, TEST_EVENT].map(({ type }) => type));
    for (const item of Object.values(document)) {
      const { schema, example } = (item as { post: { requestBody: { content: Content } } }).post.requestBody
        .content['application/json'];
      expect(ajv.validate(JSON.parse(JSON.stringify(schema)) as object, example) || ajv.errors).toBe(true);
    }
  });

  it('are subscribed to by type, by family, or all', () => {
    expect(takes(['reservation.*'], 'reservation.ready')).toBe(true);
    expect(takes(['reservation.*'], 'rental.started')).toBe(false);
    expect(takes(['webhook-message.exhausted'], 'webhook-endpoint.disabled')).toBe(false);
    expect(takes(['*'], 'rental.started')).toBe(true);
    expect(isSubscription('reservation')).toBe(false);
    expect(isSubscription(TEST_EVENT.type)).toBe(false);
    expect(SUBSCRIPTIONS).toContain('rental.*');
  });
});
