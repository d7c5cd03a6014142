import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { positionPage, type PositionPage } from '../sql/position-page';
import { Sql } from '../sql/sql';
import { decodeEvent } from '../bus/cloud-event';
import { tellError } from '../loggable-error';
import { UnitOfWork } from '../sql/unit-of-work.service';
import { ConsumerRegistry } from './consumer-registry.service';
import { beginKey, lockVersion, moveVersionTo } from './consumed-versions';
import { admitParked } from './inbox';
import { UNDECODABLE_COLUMNS } from './undecodable-message';
import type {
  UndecodableMessage,
  UndecodableMessageDetails,
  UndecodableQuery,
  UndecodableReplay,
  UndecodableRow,
} from './undecodable-message';

/** What operators do with messages a consumer could not read. */
@Injectable()
export class UndecodableMessages {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: ConsumerRegistry,
    private readonly sql: Sql,
  ) {}

  /** Oldest first. */
  async list({ consumer, status, limit = 50, after }: UndecodableQuery = {}): Promise<
    PositionPage<UndecodableMessage>
  > {
    const rows = await this.dataSource.query<(UndecodableMessage & { position: string | number })[]>(
      `select ${UNDECODABLE_COLUMNS}, position from undecodable_message
        where ($1::text is null or consumer = $1) and status = coalesce($2, 'open') and position > $3::bigint
        order by position limit $4`,
      [consumer ?? null, status ?? null, after ?? 0, limit + 1],
    );
    return positionPage(rows, limit);
  }

  /** The message as it came; undefined when there is none of this id. */
  async inspect(id: string): Promise<UndecodableMessageDetails | undefined> {
    const rows = await this.dataSource.query<
      (UndecodableMessage & { headers: object; value: Buffer | null })[]
    >(`select ${UNDECODABLE_COLUMNS}, headers, value from undecodable_message where id::text = $1`, [id]);
    return rows.map(({ headers, value, ...message }) => ({
      ...message,
      headers: headers as Record<string, string>,
      value: value?.toString('utf8') ?? null,
    }))[0];
  }

  /**
   * Reads and applies the message once more, as after a release that can. What is still unreadable, or throws, stays
   * open and says why. Its key did not wait for it: what came later was applied before. Undefined when there is no such
   * open message.
   */
  async replay(id: string): Promise<UndecodableReplay | undefined> {
    try {
      return await this.unitOfWork.run(async () => {
        const row = await lockOpen(this.sql, id);
        if (!row) return undefined;
        await this.apply(row);
        await settle(this.sql, id, 'replayed');
        return { replayed: true };
      });
    } catch (error) {
      const reason = tellError(error);
      await this.dataSource.query(
        `update undecodable_message set error = $2, attempts = attempts + 1 where id::text = $1 and status = 'open'`,
        [id, reason],
      );
      return { replayed: false, error: reason };
    }
  }

  /** Gives the message up for good. Undefined when there is no such open message. */
  async discard(id: string): Promise<UndecodableMessage | undefined> {
    const discarded = await this.unitOfWork.run(async () => {
      if (!(await lockOpen(this.sql, id))) return false;
      await settle(this.sql, id, 'discarded');
      return true;
    });
    if (!discarded) return undefined;
    const { headers: _, value: __, ...message } = (await this.inspect(id)) ?? {};
    return message as UndecodableMessage;
  }

  private async apply(row: UndecodableRow): Promise<void> {
    const { consumer } = row;
    const runner = this.registry.get(consumer);
    if (!runner) throw new Error(`This process has no consumer ${consumer}`);
    const event = decodeEvent(row);
    const place = { consumer, topic: event.topic, key: event.key };
    const last = await lockVersion(this.sql, place);
    if (runner.definition.wants(event.type) && (await admitParked(this.sql, consumer, event)))
      await runner.apply([event]);
    // its version was counted when it could be read; else its key waits for just this one
    if (last === null && event.aggregateVersion === 1) await beginKey(this.sql, place);
    if (last !== null && event.aggregateVersion === last + 1) await moveVersionTo(this.sql, place, last + 1);
  }
}

async function lockOpen(sql: Sql, id: string): Promise<UndecodableRow | undefined> {
  const rows = await sql.rows<UndecodableRow>(
    `select * from undecodable_message where id::text = $1 and status = 'open' for update`,
    [id],
  );
  return rows[0];
}

async function settle(sql: Sql, id: string, status: 'replayed' | 'discarded'): Promise<void> {
  await sql.rows('update undecodable_message set status = $2, settled_at = now() where id::text = $1', [
    id,
    status,
  ]);
}
