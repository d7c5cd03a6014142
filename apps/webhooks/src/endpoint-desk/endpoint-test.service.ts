import { Inject, Injectable } from '@nestjs/common';
import { IDS, type IdSource, type Reach } from '@houtai/service-host';
import { Sender, type Answer } from '../sending/sender.service';
import { signatureHeaders } from '../sending/signature.service';
import { messageBody } from '../public-events/message-body';
import { TEST_EVENT } from '../public-events/webhook-events';
import { refuse } from '../webhooks.errors';
import { AroundEndpoint } from './around-endpoint.service';
import { EndpointQueries } from './endpoint.queries';
import { SecretStore } from './secret.store';

/** Nobody makes us call a stranger's host more often. */
const SECONDS_APART = 5;

/** Sends a signed test to an endpoint, whatever its status. */
@Injectable()
export class EndpointTest {
  constructor(
    private readonly queries: EndpointQueries,
    private readonly secrets: SecretStore,
    private readonly around: AroundEndpoint,
    private readonly sender: Sender,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async send(id: string, reach: Reach): Promise<Answer> {
    const { state } = await this.queries.reached(id, reach);
    const now = await this.around.healths.testBegins(id, SECONDS_APART);
    if (!now) return refuse('test-too-soon', { seconds: SECONDS_APART });
    const messageId = `evt_${this.ids.next().replaceAll('-', '')}`;
    const body = messageBody({
      ...{ id: messageId, type: TEST_EVENT.type, timestamp: now.toISOString() },
      ...{ subject: `${TEST_EVENT.subject}/${id}`, version: 1, data: { endpointId: id } },
    });
    const signed = { id: messageId, timestamp: Math.floor(now.getTime() / 1000), body };
    const headers = signatureHeaders(signed, await this.secrets.valid(id));
    return this.sender.post({ url: state.url, body, headers });
  }
}
