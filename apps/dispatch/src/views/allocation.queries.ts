import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toInstant } from '@houtai/domain-kit';
import { NotFoundError, readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import type { AllocationFilter, AllocationView } from './allocation.dto';

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

const BY_START: KeyColumn<Row>[] = [
  { sql: 'lower(during)', type: 'timestamptz', of: (row) => row.from },
  { sql: 'allocation_id', type: 'uuid', of: (row) => row.id },
];

@Injectable()
export class AllocationQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<AllocationView> {
    const rows = await this.database.query<Row[]>(`${SELECT} where allocation_id = $1`, [id]);
    if (!rows[0]) throw new NotFoundError('allocation', id);
    return toView(rows[0]);
  }

  list(filter: AllocationFilter): Promise<Page<AllocationView>> {
    const { vehicleId, reservationId, status, from, to, limit, after } = filter;
    const where: Condition[] = [
      ['vehicle_id = $1', vehicleId],
      ['reservation_id = $1', reservationId],
      ['status = $1', status],
      ['upper(during) > $1', from],
      ['lower(during) < $1', to],
    ];
    return readPage(this.database, { select: SELECT, where, by: BY_START, limit, after }, toView);
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
