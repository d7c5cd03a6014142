import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { Webhooks } from '../partner/generated/types.gen.js';

type BodyOf<Sent> = Sent extends { body: infer Body } ? Body : never;

/** What Houtai tells of, by its `type`. Types are added in time: a `switch` over it needs a `default`. */
export type HoutaiEvent = BodyOf<Webhooks>;

/** An event of one type. */
export type HoutaiEventOf<Type extends HoutaiEvent['type']> = Extract<HoutaiEvent, { type: Type }>;

/** Headers of a request as servers have them. */
export type IncomingHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The event in a request, once its signature has shown that it is Houtai's and not older than five minutes
 * (Standard Webhooks).
 *
 * @param body exactly as it was received: a body that was parsed and written again has another signature
 * @param secret of the endpoint, `whsec_…`; several while a new one is being put in place
 * @throws WebhookVerificationError when it is not signed with any of them
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: IncomingHeaders,
  secret: string | readonly string[],
): HoutaiEvent {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = signatureHeaders(headers);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  let refusal = new WebhookVerificationError('No secret to verify with');
  for (const one of secrets) {
    try {
      return new Webhook(one).verify(text, signed) as HoutaiEvent;
    } catch (fault) {
      if (!(fault instanceof WebhookVerificationError)) throw fault;
      refusal = fault;
    }
  }
  throw refusal;
}

function signatureHeaders(headers: IncomingHeaders): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(
    names.map((name) => {
      const value = headers instanceof Headers ? headers.get(name) : headers[name];
      return [name, typeof value === 'string' ? value : ''];
    }),
  );
}
