import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditEntry } from './audit.dto';
import { storable } from './storable-entry';

@Injectable()
export class AuditStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(entries: readonly AuditEntry[]): Promise<void> {
    await this.dataSource.query(
      `insert into audit_entry
         (at, actor_id, actor_name, method, route, target, service, status, correlation_id, client_address,
          partner_id, key_id, scopes)
       select * from jsonb_to_recordset($1::jsonb) as e ("at" timestamptz, "actorId" text, "actorName" text, method text,
         route text, target text, service text, status int, "correlationId" text, "clientAddress" text,
         "partnerId" uuid, "keyId" uuid, scopes text[])`,
      [JSON.stringify(entries.map(storable))],
    );
  }
}
