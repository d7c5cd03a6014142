import { Injectable } from '@nestjs/common';
import { NotFoundError, ownerOf, type Reach } from '@houtai/service-host';
import { UnitOfWork } from '@houtai/messaging';
import { refuse } from '../webhooks.errors';
import { DeliveryWorker } from './delivery.worker';
import { OrderStore } from './order.store';

interface Row {
  state: string;
  endpoint_id: string;
  subject: string;
  status: string;
  ordering: 'none' | 'subject';
}

/** What people do with a delivery: have it sent again, or let those behind it pass. */
@Injectable()
export class DeliveryDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly order: OrderStore,
    private readonly worker: DeliveryWorker,
  ) {}

  /** Under the same id, marked as a replay, with all its attempts before it. */
  async replay(id: string, reach: Reach): Promise<void> {
    await this.changed(id, reach, async ({ state, status }) => {
      if (state === 'waiting' || state === 'in-flight') refuse('delivery-under-way', { state });
      if (status === 'deleted') refuse('endpoint-status', { status });
      await this.unitOfWork.sql.write(
        `update delivery set state = 'waiting', attempts = 0, replayed = true, due_at = clock_timestamp() where id = $1`,
        [id],
      );
    });
  }

  async skip(id: string, reach: Reach): Promise<void> {
    await this.changed(id, reach, async ({ state }) => {
      if (state === 'in-flight') refuse('delivery-under-way', { state });
      if (state === 'delivered' || state === 'cancelled') refuse('delivery-over', { state });
      await this.unitOfWork.sql.write(
        `update delivery set state = 'cancelled', blocked = false where id = $1`,
        [id],
      );
    });
  }

  private changed(id: string, reach: Reach, change: (row: Row) => Promise<void>): Promise<void> {
    const { sql } = this.unitOfWork;
    return this.unitOfWork.run(async () => {
      const [found] = await sql.rows<{ partner_id: string }>(
        'select partner_id from delivery where id = $1 and ($2::uuid is null or partner_id = $2)',
        [id, ownerOf(reach) ?? null],
      );
      if (!found) throw new NotFoundError('webhook delivery', id);
      await this.order.lock([found.partner_id]);
      const [row] = await sql.rows<Row>(
        `select d.state, d.endpoint_id, d.subject, e.status, e.ordering
           from delivery d join endpoint e on e.id = d.endpoint_id where d.id = $1 for update of d`,
        [id],
      );
      if (!row) throw new NotFoundError('webhook delivery', id);
      await change(row);
      if (row.ordering === 'subject') await this.order.arrange(row.endpoint_id, [row.subject]);
      this.unitOfWork.afterCommit(this.worker.wake);
    });
  }
}
