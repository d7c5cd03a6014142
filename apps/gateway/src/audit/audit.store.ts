import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toInstant } from '@houtai/domain-kit';
import type { AuditEntry } from './audit-entry';
import { storable } from './storable-entry';

export interface StoredAuditEntry extends AuditEntry {
  id: number;
}

export interface AuditFilter {
  actorId?: string;
  service?: string;
  target?: string;
  correlationId?: string;
  /** Entries older than this one. */
  before?: string;
  limit: number;
}

interface Row extends Omit<StoredAuditEntry, 'at'> {
  at: Date;
}

@Injectable()
export class AuditStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(entries: readonly AuditEntry[]): Promise<void> {
    await this.dataSource.query(
      `insert into audit_entry
         (at, actor_id, actor_name, method, route, target, service, status, correlation_id, client_address)
       select * from jsonb_to_recordset($1::jsonb) as e ("at" timestamptz, "actorId" text, "actorName" text, method text,
         route text, target text, service text, status int, "correlationId" text, "clientAddress" text)`,
      [JSON.stringify(entries.map(storable))],
    );
  }

  /** Newest first. */
  async list({
    actorId,
    service,
    target,
    correlationId,
    before,
    limit,
  }: AuditFilter): Promise<StoredAuditEntry[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select id, at, actor_id as "actorId", actor_name as "actorName", method, route, target, service, status,
              correlation_id as "correlationId", client_address as "clientAddress"
         from audit_entry
        where ($2::text is null or actor_id = $2) and ($3::text is null or service = $3)
          and ($4::text is null or target = $4) and ($5::text is null or correlation_id = $5)
          and ($6::bigint is null or id < $6)
        order by id desc limit $1`,
      [limit, actorId ?? null, service ?? null, target ?? null, correlationId ?? null, before ?? null],
    );
    return rows.map((row) => ({ ...row, at: toInstant(row.at) }));
  }
}
