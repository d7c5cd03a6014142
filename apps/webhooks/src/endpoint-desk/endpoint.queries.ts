import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { NotFoundError, type Page, type Reach } from '@houtai/service-host';
import { HEALTHY } from '../endpoints/endpoint-health';
import { HealthStore } from '../endpoints/health.store';
import {
  endpointDetail,
  endpointView,
  type EndpointDetailView,
  type EndpointView,
  type OpenDeliveries,
} from './endpoint-view.dto';
import type { EndpointFilter } from './endpoint.dto';
import { ENDPOINTS } from './endpoint.list';
import { EndpointStore, type StoredEndpoint } from '../endpoints/endpoint.store';

@Injectable()
export class EndpointQueries {
  constructor(
    private readonly sql: Sql,
    private readonly endpoints: EndpointStore,
    private readonly healths: HealthStore,
  ) {}

  list(filter: EndpointFilter, reach: Reach): Promise<Page<EndpointView>> {
    return this.endpoints.page(ENDPOINTS, reach, { filter }, endpointView);
  }

  /** Throws `not-found`, in the same words for one that is deleted, of somebody else, or was never there. */
  async reached(id: string, reach: Reach): Promise<StoredEndpoint> {
    const found = await this.endpoints.get(id, reach);
    if (found.state.status === 'deleted') throw new NotFoundError('webhook endpoint', id);
    return found;
  }

  async one(id: string, reach: Reach): Promise<EndpointDetailView> {
    const stored = await this.reached(id, reach);
    const health = (await this.healths.of(id)) ?? HEALTHY;
    const [row] = await this.sql.rows<OpenDeliveries & { now: Date }>(
      `select count(*) filter (where state <> 'exhausted')::int as open,
              min(created_at) filter (where state <> 'exhausted') as oldest,
              count(*) filter (where state = 'exhausted')::int as exhausted, now() as now
         from delivery where endpoint_id = $1 and state in ('waiting', 'in-flight', 'exhausted')`,
      [id],
    );
    const { now = new Date(), ...open } = row ?? { open: 0, oldest: null, exhausted: 0 };
    return endpointDetail(stored, health, open, now.getTime());
  }

  async countOf(partnerId: string): Promise<number> {
    const [row] = await this.sql.rows<{ count: number }>(
      `select count(*)::int as count from endpoint where partner_id = $1 and status <> 'deleted'`,
      [partnerId],
    );
    return row?.count ?? 0;
  }
}
