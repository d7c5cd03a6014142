import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import {
  readPage,
  within,
  type Condition,
  type KeyColumn,
  type Page,
  type Reach,
} from '@houtai/service-host';
import type { AuditEntryBody, AuditFilter } from './audit.dto';

type Row = Omit<AuditEntryBody, 'at'> & { at: Date };

const ENTRY = `
  select id, at, actor_id as "actorId", actor_name as "actorName", method, route, target, service, status,
         correlation_id as "correlationId", client_address as "clientAddress",
         partner_id as "partnerId", key_id as "keyId", scopes
    from audit_entry`;
const NEWEST_FIRST: KeyColumn<Row>[] = [{ sql: 'id', type: 'bigint', descending: true, of: (row) => row.id }];

@Injectable()
export class AuditQueries {
  constructor(private readonly sql: Sql) {}

  /** @param reach a partner sees what its own people and keys asked for */
  list(filter: AuditFilter, reach: Reach): Promise<Page<AuditEntryBody>> {
    const { actorId, service, target, correlationId, partnerId, keyId, limit, after } = filter;
    const where: (Condition | undefined)[] = [
      ['actor_id = $1', actorId],
      ['service = $1', service],
      ['target = $1', target],
      ['correlation_id = $1', correlationId],
      ['partner_id = $1', partnerId],
      ['key_id = $1', keyId],
      within(reach),
    ];
    const query = { select: ENTRY, where, by: NEWEST_FIRST, limit, after };
    return readPage(this.sql, query, (row) => ({ ...row, at: toInstant(row.at) }));
  }
}
