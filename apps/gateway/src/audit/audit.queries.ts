import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toInstant } from '@houtai/domain-kit';
import { readPage, type Condition, type KeyColumn, type Page } from '@houtai/service-host';
import type { AuditEntryBody, AuditFilter } from './audit.dto';

type Row = Omit<AuditEntryBody, 'at'> & { at: Date };

const ENTRY = `
  select id, at, actor_id as "actorId", actor_name as "actorName", method, route, target, service, status,
         correlation_id as "correlationId", client_address as "clientAddress"
    from audit_entry`;
const NEWEST_FIRST: KeyColumn<Row>[] = [{ sql: 'id', type: 'bigint', descending: true, of: (row) => row.id }];

@Injectable()
export class AuditQueries {
  constructor(private readonly dataSource: DataSource) {}

  list({
    actorId,
    service,
    target,
    correlationId,
    limit,
    after,
  }: AuditFilter): Promise<Page<AuditEntryBody>> {
    const where: Condition[] = [
      ['actor_id = $1', actorId],
      ['service = $1', service],
      ['target = $1', target],
      ['correlation_id = $1', correlationId],
    ];
    const query = { select: ENTRY, where, by: NEWEST_FIRST, limit, after };
    return readPage(this.dataSource, query, (row) => ({ ...row, at: toInstant(row.at) }));
  }
}
