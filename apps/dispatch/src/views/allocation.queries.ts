import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toInstant } from '@houtai/domain-kit';
import { NotFoundError, decodeCursor, encodeCursor, page, type Page } from '@houtai/service-host';
import type { AllocationQuery, AllocationView } from './allocation.dto';

type Row = Omit<AllocationView, 'from' | 'to' | 'allocatedAt' | 'releasedAt'> & {
  from: Date;
  to: Date;
  allocatedAt: Date;
  releasedAt: Date | null;
};

const SELECT = `
  select allocation_id as id, reservation_id as "reservationId", vehicle_id as "vehicleId", class_code as "classCode",
         lower(during) as "from", upper(during) as "to", status, in_use as "inUse",
         release_reason as "releaseReason", allocated_at as "allocatedAt", released_at as "releasedAt", version
    from allocation`;

@Injectable()
export class AllocationQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<AllocationView> {
    const rows = await this.database.query<Row[]>(`${SELECT} where allocation_id = $1`, [id]);
    if (!rows[0]) throw new NotFoundError('allocation', id);
    return toView(rows[0]);
  }

  /** In order of their start. */
  async list(query: AllocationQuery): Promise<Page<AllocationView>> {
    const [afterFrom, afterId] = query.after === undefined ? [null, null] : decodeCursor(query.after, 2);
    const rows = await this.database.query<Row[]>(
      `${SELECT}
        where ($1::uuid is null or vehicle_id = $1) and ($2::uuid is null or reservation_id = $2)
          and ($3::text is null or status = $3)
          and ($4::timestamptz is null or upper(during) > $4) and ($5::timestamptz is null or lower(during) < $5)
          and ($6::timestamptz is null or (lower(during), allocation_id) > ($6, $7::uuid))
        order by lower(during), allocation_id limit $8`,
      [
        query.vehicleId ?? null,
        query.reservationId ?? null,
        query.status ?? null,
        query.from ?? null,
        query.to ?? null,
        afterFrom,
        afterId,
        query.limit + 1,
      ],
    );
    const items = rows.slice(0, query.limit).map(toView);
    const last = items.at(-1);
    return page(items, rows.length > query.limit && last ? encodeCursor([last.from, last.id]) : null);
  }
}

function toView(row: Row): AllocationView {
  return {
    ...row,
    from: toInstant(row.from),
    to: toInstant(row.to),
    allocatedAt: toInstant(row.allocatedAt),
    releasedAt: row.releasedAt && toInstant(row.releasedAt),
  };
}
