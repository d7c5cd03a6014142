import { setTimeout as sleep } from 'node:timers/promises';
import { ROLE_PERMISSIONS } from '@houtai/service-host';
import { ApiClient } from './api-client';
import { everyPage } from './every-page';
import { WebhookReceiver } from './webhook-receiver';

const SETTLED_WITHIN_MS = 60_000;
const OPEN = ['waiting', 'in-flight'];

interface Delivery {
  messageId: string;
  state: string;
}

/** What became of what the agency was to be told. */
export interface WebhookFigures {
  messages: number;
  delivered: number;
  exhausted: number;
}

/** A travel agency that is a partner: its system books with an API key, and is told by webhooks. */
export class Agency {
  private constructor(
    /** With its key. */
    readonly api: ApiClient,
    private readonly receiver: WebhookReceiver,
  ) {}

  /** Staff opens the partner and gives it a key, with which it makes an endpoint. */
  static async open(staff: ApiClient, gatewayUrl: string, run: string): Promise<Agency> {
    const code = `agency-${run.replace(/\D/g, '')}`;
    const contract = { priceGroup: 'agency', mostOpenReservations: 100_000, identityCheck: 'at-pick-up' };
    const contacts = [{ name: '沈一', email: `shen@${code}.example`, role: 'technical' }];
    const { id: partnerId } = await staff.post<{ id: string }>('/api/v1/partners', {
      body: { code, name: `演示旅行社 ${code}`, contract, contacts },
      idempotencyKey: `${run}-agency`,
    });
    const { key } = await staff.post<{ key: string }>('/api/v1/api-keys', {
      body: { partnerId, name: 'booking engine', scopes: ROLE_PERMISSIONS['partner-key'] },
    });
    const receiver = await WebhookReceiver.start();
    const api = new ApiClient(gatewayUrl, { key });
    try {
      const { id, secret } = await api.post<{ id: string; secret: string }>('/api/v1/webhook-endpoints', {
        body: { url: receiver.url, eventTypes: ['*'] },
        idempotencyKey: `${run}-endpoint`,
      });
      receiver.trusts(secret);
      await api.post(`/api/v1/webhook-endpoints/${id}/test`, { idempotencyKey: `${run}-endpoint-test` });
      return new Agency(api, receiver);
    } catch (error) {
      await Promise.all([api.close(), receiver.stop()]);
      throw error;
    }
  }

  /** Waits until nothing is on its way any more. */
  async figures(): Promise<WebhookFigures> {
    for (const until = Date.now() + SETTLED_WITHIN_MS; ; await sleep(250)) {
      const deliveries = await everyPage<Delivery>(this.api, '/api/v1/webhook-deliveries');
      const count = (state: string) => deliveries.filter((delivery) => delivery.state === state).length;
      const isSettled = OPEN.every((state) => count(state) === 0);
      if (!isSettled && Date.now() < until) continue;
      const isTaken = ({ messageId, state }: Delivery) =>
        state === 'delivered' && this.receiver.taken.has(messageId);
      const messages = new Set(deliveries.map(({ messageId }) => messageId)).size;
      return { messages, delivered: deliveries.filter(isTaken).length, exhausted: count('exhausted') };
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.api.close(), this.receiver.stop()]);
  }
}
