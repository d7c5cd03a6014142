import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from './verify-webhook.js';

interface SentByDocument {
  readonly webhooks: Record<
    string,
    { post: { requestBody: { content: { 'application/json': { example: object } } } } }
  >;
}

const FILE = join(__dirname, '..', '..', '..', '..', 'docs', 'reference', 'openapi', 'partner.json');
const { webhooks } = JSON.parse(readFileSync(FILE, 'utf8')) as SentByDocument;
const [SECRET, NEXT] = ['one', 'two'].map(
  (text) => `whsec_${Buffer.from(text.repeat(11)).toString('base64')}`,
) as [string, string];

function sent(body: string, secret = SECRET, at = new Date()) {
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
  };
  return { body, headers };
}

describe('an event that was received', () => {
  it.each(Object.keys(webhooks))('%s is what the document shows', (type) => {
    const example = webhooks[type]?.post.requestBody.content['application/json'].example;
    const { body, headers } = sent(JSON.stringify(example));
    expect(verifyWebhook(body, headers, SECRET)).toEqual(example);
    expect(verifyWebhook(Buffer.from(body), new Headers(headers), SECRET).type).toBe(type);
  });

  it('may be signed with the secret before or the one after', () => {
    const { body, headers } = sent('{"type":"branch.opened"}', NEXT);
    expect(verifyWebhook(body, headers, [SECRET, NEXT]).type).toBe('branch.opened');
    expect(() => verifyWebhook(body, headers, SECRET)).toThrow('No matching signature');
  });

  it.each([
    ['a body that was written anew', sent('{"a":1}'), { body: '{"a": 1}' }],
    ['one that is six minutes old', sent('{"a":1}', SECRET, new Date(Date.now() - 360_000)), {}],
    ['one without headers', sent('{"a":1}'), { headers: {} }],
  ])('is refused: %s', (_, good, change) => {
    const { body, headers } = { ...good, ...change };
    expect(() => verifyWebhook(body, headers, SECRET)).toThrow(
      expect.objectContaining({ name: 'WebhookVerificationError' }),
    );
  });
});
