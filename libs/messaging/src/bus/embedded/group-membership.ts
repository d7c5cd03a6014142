import { randomUUID } from 'node:crypto';
import { Pool, PoolClient } from 'pg';
import {
  CHANNEL,
  COMMIT,
  DEAL,
  DROP_EXPIRED,
  DROP_ORPHANED,
  KEEP_MEMBER,
  LEAVE,
  RELEASE,
} from './embedded-statements';
import { groupPayload } from './notifications';

/** A partition this member holds. */
export interface HeldPartition {
  topic: string;
  partition: number;
  /** False when it should go to another member as soon as its messages in hand are finished. */
  mine: boolean;
  /** Offset of the next message to be handled, as decimal text. */
  place: string;
}

export interface Position {
  topic: string;
  partition: number;
  place: bigint;
}

/** One member of a consumer group. Everything that changes the group happens under the lock of the group. */
export class GroupMembership {
  readonly member = randomUUID();

  constructor(
    private readonly pool: Pool,
    private readonly group: string,
    private readonly topics: readonly string[],
    private readonly sessionMs: number,
  ) {}

  /** Gives a sign of life, removes silent members, and says which partitions this one holds now. */
  beat(): Promise<HeldPartition[]> {
    return this.inGroup(async (client) => {
      const session = this.sessionMs / 1000;
      const kept = await client.query<{ joined: boolean }>(KEEP_MEMBER, [
        this.group,
        this.member,
        [...this.topics],
        session,
      ]);
      const expired = await client.query(DROP_EXPIRED, [this.group]);
      await client.query(DROP_ORPHANED, [this.group]);
      const held = await client.query<HeldPartition>(DEAL, [this.group, this.member]);
      if (kept.rows[0]?.joined || (expired.rowCount ?? 0) > 0) await this.tellGroup(client);
      return held.rows;
    });
  }

  /** Remembers positions of partitions that are still held. */
  async commit(positions: readonly Position[]): Promise<void> {
    if (positions.length === 0) return;
    await this.pool.query(COMMIT, [this.group, this.member, ...columns(positions)]);
  }

  /** Remembers the positions and gives the partitions to whoever should have them. */
  async release(positions: readonly Position[]): Promise<void> {
    await this.inGroup(async (client) => {
      const [topics, partitions, places] = columns(positions);
      await client.query(COMMIT, [this.group, this.member, topics, partitions, places]);
      await client.query(RELEASE, [this.group, this.member, topics, partitions]);
      await this.tellGroup(client);
    });
  }

  async leave(positions: readonly Position[]): Promise<void> {
    await this.inGroup(async (client) => {
      await client.query(COMMIT, [this.group, this.member, ...columns(positions)]);
      await client.query(LEAVE, [this.group, this.member]);
      await this.tellGroup(client);
    });
  }

  private tellGroup(client: PoolClient): Promise<unknown> {
    return client.query('select pg_notify($1, $2)', [CHANNEL, groupPayload(this.group)]);
  }

  private async inGroup<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // The pool listens to idle connections only; one that breaks while it is lent out would end the process.
    const breaks = (error: Error) => (broken = error);
    client.on('error', breaks);
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [this.group]);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((reason: Error) => (broken = reason));
      throw error;
    } finally {
      client.off('error', breaks);
      client.release(broken);
    }
  }
}

function columns(positions: readonly Position[]): [string[], number[], string[]] {
  return [
    positions.map(({ topic }) => topic),
    positions.map(({ partition }) => partition),
    positions.map(({ place }) => place.toString()),
  ];
}
