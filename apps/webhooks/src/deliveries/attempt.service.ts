import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, SecretBox, type HostLogger } from '@houtai/service-host';
import { openSecret } from '../endpoints/secret-place';
import { DeliveryMetrics } from './delivery-metrics.service';
import type { Result } from './result.store';
import { Sender } from '../sending/sender.service';
import { signatureHeaders } from '../sending/signature.service';
import { LATEST_BEGIN_MS, type TakenDelivery } from './taken-delivery';
import { verdictOf } from './verdict';

/** Until somebody has seen to the key that the secrets are sealed with. */
const UNSEALABLE_WAIT_MS = 300_000;

/** One attempt: signs with what is valid now, sends, and says what the delivery becomes. */
@Injectable()
export class AttemptService {
  constructor(
    private readonly sender: Sender,
    private readonly box: SecretBox,
    private readonly metrics: DeliveryMetrics,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  /**
   * Never rejects.
   * @param since when it was taken, by the clock of `performance`: time goes by the database's, whatever the machine's says
   */
  async make(taken: TakenDelivery, since: number): Promise<Result> {
    const waited = performance.now() - since;
    const startedAt = taken.takenAt + waited;
    if (waited > LATEST_BEGIN_MS) return { taken, startedAt, verdict: { state: 'waiting', waitMs: 0 } };
    const headers = this.headers(taken, startedAt);
    if (!headers) return { taken, startedAt, verdict: { state: 'waiting', waitMs: UNSEALABLE_WAIT_MS } };
    const isFirst = taken.fence === 1;
    this.metrics.began(isFirst ? (startedAt - taken.createdAt.getTime()) / 1000 : undefined);
    const answer = await this.sender.post({ url: taken.url, body: taken.body, headers });
    this.metrics.ended();
    const facts = { status: answer.status, retryAfter: answer.retryAfter, made: taken.attempts + 1 };
    const now = startedAt + answer.durationMs;
    return { taken, startedAt, answer, verdict: verdictOf({ ...facts, now, chance: Math.random() }) };
  }

  /** Undefined when a secret cannot be opened, which is our trouble and costs no attempt. */
  private headers({ messageId, body, secrets, replayed }: TakenDelivery, now: number) {
    let open: string[];
    try {
      open = secrets.map((sealed) => openSecret(this.box, sealed));
    } catch (error) {
      this.logger.error({ err: error }, 'a secret of an endpoint cannot be opened');
      return undefined;
    }
    const signed = { id: messageId, timestamp: Math.floor(now / 1000), body };
    return { ...signatureHeaders(signed, open), ...(replayed ? { 'webhook-replay': 'true' } : {}) };
  }
}
