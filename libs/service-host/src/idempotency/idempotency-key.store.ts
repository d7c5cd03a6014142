import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';

/** What identifies a request for replay. */
export interface IdempotencyClaim {
  actor: string;
  key: string;
  /** Keyed digest of method, path and body. */
  requestHash: Buffer;
}

export interface StoredResponse {
  requestHash: Buffer;
  status: number;
  headers: Record<string, string> | null;
  /** JSON text; null for an empty body. */
  body: string | null;
}

/** SQL of the table `idempotency_key`. */
@Injectable()
export class IdempotencyKeyStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Claims the key for the current transaction, without waiting for anybody: a request that is under way holds a lock
   * on the key until its transaction ends.
   * @returns false when the key is taken, by a committed request (see `find`) or by one that is under way
   */
  async claim({ actor, key, requestHash }: IdempotencyClaim, now: Instant): Promise<boolean> {
    const rows = await this.sql.rows(
      `with mine as materialized (
         select pg_try_advisory_xact_lock(hashtextextended('idempotency ' || $1::text || ' ' || $2::text, 0)) as free
       )
       insert into idempotency_key (actor, key, request_hash, created_at)
       select $1::text, $2::text, $3::bytea, $4::timestamptz from mine where free
       on conflict (actor, key) do nothing returning 1`,
      [actor, key, requestHash, now],
    );
    return rows.length > 0;
  }

  /** Keeps the response of a claim of the same transaction; travels with its commit. */
  async complete(
    { actor, key }: IdempotencyClaim,
    { status, headers, body }: Omit<StoredResponse, 'requestHash'>,
  ): Promise<void> {
    await this.sql.write(
      'update idempotency_key set status = $3, headers = $4, body = $5 where actor = $1 and key = $2',
      [actor, key, status, headers && JSON.stringify(headers), body],
    );
  }

  /** Gives back a claim of the same transaction. */
  async release({ actor, key }: IdempotencyClaim): Promise<void> {
    await this.sql.write('delete from idempotency_key where actor = $1 and key = $2', [actor, key]);
  }

  async find({ actor, key }: IdempotencyClaim): Promise<StoredResponse | undefined> {
    const [row] = await this.sql.rows<StoredResponse>(
      `select request_hash as "requestHash", status, headers, body from idempotency_key where actor = $1 and key = $2`,
      [actor, key],
    );
    return row;
  }

  /** Removes at most `limit` keys claimed before `before`. @returns how many */
  async removeOlderThan(before: Instant, limit: number): Promise<number> {
    const rows = await this.sql.rows<{ count: number }>(
      `with expired as (
         select actor, key from idempotency_key where created_at < $1 order by created_at limit $2
       ), removed as (
         delete from idempotency_key k using expired e where k.actor = e.actor and k.key = e.key returning 1
       ) select count(*)::int as count from removed`,
      [before, limit],
    );
    return rows[0]?.count ?? 0;
  }
}
