import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import type { Reach } from '@houtai/service-host';
import { OrderStore } from '../deliveries/order.store';
import { refuse } from '../webhooks.errors';
import { AroundEndpoint } from './around-endpoint.service';
import type { Ordering } from '../endpoints/endpoint';
import { EndpointQueries } from './endpoint.queries';
import type { StoredEndpoint } from '../endpoints/endpoint.store';
import { SecretStore } from './secret.store';

export const MOST_ENDPOINTS = 20;

/** What lies around an endpoint: its secrets, its health, its deliveries. All of it within a transaction. */
@Injectable()
export class EndpointRooms {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: EndpointQueries,
    private readonly secrets: SecretStore,
    private readonly order: OrderStore,
    private readonly around: AroundEndpoint,
  ) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(work);
  }

  /** Room for one more of a partner. Refuses with `endpoint-limit`. */
  async enter(partnerId: string): Promise<void> {
    await this.order.lock([partnerId]);
    const count = await this.queries.countOf(partnerId);
    if (count >= MOST_ENDPOINTS) refuse('endpoint-limit', { most: MOST_ENDPOINTS });
  }

  /** Refuses what the caller does not reach. Looks again behind the lock: it may have been deleted meanwhile. */
  async reach(id: string, reach: Reach): Promise<StoredEndpoint> {
    const { state } = await this.queries.reached(id, reach);
    await this.order.lock([state.partnerId]);
    return this.queries.reached(id, reach);
  }

  async furnish(id: string): Promise<string> {
    await this.around.healths.create(id);
    return this.secrets.create(id);
  }

  newKey(id: string, overlapHours: number): Promise<string> {
    return this.secrets.rotate(id, overlapHours);
  }

  async reorder(id: string, before: Ordering, after: Ordering): Promise<void> {
    if (before === after) return;
    if (after === 'subject') await this.order.arrange(id);
    else await this.order.release(id);
  }

  async rearrange(id: string): Promise<void> {
    await this.order.arrange(id);
  }

  /** It may be called again, as if nothing had failed. */
  async open(id: string): Promise<void> {
    await this.around.healths.forget(id);
    this.unitOfWork.afterCommit(this.around.worker.wake);
  }

  /** Whoever asks for what was missed says that the receiver is back: it is tried now, and not when its breaker ends. */
  async tryNow(id: string): Promise<void> {
    await this.around.healths.tryNow(id);
    this.unitOfWork.afterCommit(this.around.worker.wake);
  }

  /** Nothing is sent there any more; what is under way ends without a trace. */
  async clear(id: string): Promise<void> {
    const { sql } = this.unitOfWork;
    await sql.write(
      `update delivery set state = 'cancelled', blocked = false
        where endpoint_id = $1 and state in ('waiting', 'in-flight', 'exhausted')`,
      [id],
    );
    await sql.write(
      `update replay set status = 'cancelled', ended_at = clock_timestamp() where endpoint_id = $1 and status = 'running'`,
      [id],
    );
    await this.secrets.forget(id);
  }
}
