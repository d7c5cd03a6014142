import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type AggregateTable, type Stored } from '@houtai/aggregate';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem, Page, Reach } from '@houtai/service-host';
import type { ApiKeyCommand, ApiKeyEvent, ApiKeyState } from './api-key';
import { apiKey } from './api-key.aggregate';
import type { ApiKeyFilter } from './api-key-filter.dto';
import { API_KEYS } from './api-key.list';
import { COLUMNS, toApiKey, type ApiKeyRow } from './api-key.row';

export type StoredApiKey = Stored<ApiKeyState>;

const TABLE: AggregateTable<ApiKeyState, ApiKeyEvent, ApiKeyRow> = {
  name: 'api_key',
  id: 'key_id',
  columns: COLUMNS,
  toState: toApiKey,
};

@Injectable()
export class ApiKeyStore extends AggregateStore<ApiKeyCommand, ApiKeyState, ApiKeyEvent, ApiKeyRow> {
  constructor(
    platform: AggregatePlatform,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super(apiKey, TABLE, platform);
  }

  /** @param now system time, which ends keys */
  list(filter: ApiKeyFilter, reach: Reach, now: Instant): Promise<Page<StoredApiKey>> {
    return this.page(API_KEYS, { filter, reach, owner: 't.partner_id', now }, (stored) => stored);
  }

  /** When keys were last used, by id; a key that never was is not among them. */
  async lastUses(ids: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; at: Date }>(
      'select key_id as id, last_used_at as at from api_key where key_id = any ($1) and last_used_at is not null',
      [ids],
    );
    return new Map(rows.map(({ id, at }) => [id, toInstant(at)]));
  }

  /** Keys whose end is to be told of, the first `limit` of them. */
  async toBeToldOf(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; at: Date }>(
      `select key_id as id, next_notice_at as at from api_key
        where next_notice_at <= $1 order by next_notice_at, key_id limit $2`,
      [now, limit],
    );
    return rows.map(({ id, at }) => ({ id, dueAt: toInstant(at) }));
  }
}
