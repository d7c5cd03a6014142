import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readList, type Page, type Reach } from '@houtai/service-host';
import type { AuditEntryBody, AuditFilter } from './audit.dto';
import { AUDIT_ENTRIES } from './audit.list';

type Row = Omit<AuditEntryBody, 'at'> & { at: Date };

const ENTRY = `
  select id, at, actor_id as "actorId", actor_name as "actorName", method, route, target, service, status,
         correlation_id as "correlationId", client_address as "clientAddress",
         partner_id as "partnerId", key_id as "keyId", scopes
    from audit_entry`;

@Injectable()
export class AuditQueries {
  constructor(private readonly sql: Sql) {}

  /** @param reach a partner sees what its own people and keys asked for */
  list(filter: AuditFilter, reach: Reach): Promise<Page<AuditEntryBody>> {
    return readList(this.sql, AUDIT_ENTRIES, { select: ENTRY, filter, reach }, (row: Row) => ({
      ...row,
      at: toInstant(row.at),
    }));
  }
}
