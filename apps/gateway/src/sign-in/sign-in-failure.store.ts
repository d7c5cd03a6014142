import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { addDays, addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import { CLEAN_RECORD, ELSEWHERE, LOCK_MINUTES, type Count, type Counted } from './lock-out';

interface Row {
  address: string;
  username: string;
  failures: number;
  counted_from: Date | null;
  locked_until: Date | null;
}

/** A network nobody has signed in from with the name for so long is one of all others again. */
const NETWORK_DAYS = 90;

const ROW = 'select address, username, failures, counted_from, locked_until from sign_in_failure';

/** What is remembered of failed sign-ins, and of the networks people sign in from. */
@Injectable()
export class SignInFailureStore {
  constructor(private readonly sql: Sql) {}

  async isKnownNetwork(username: string, network: string): Promise<boolean> {
    const text = 'select 1 from sign_in_network where username = $1 and network = $2';
    return (await this.sql.rows(text, [username, network])).length > 0;
  }

  /** Written once a day at most: most sign-ins change nothing. */
  async noteNetwork(username: string, network: string, now: Instant): Promise<void> {
    await this.sql.rows(
      `insert into sign_in_network as known (username, network, seen_at) values ($1, $2, $3)
       on conflict (username, network) do update set seen_at = $3 where known.seen_at < $4`,
      [username, network, now, addDays(now, -1)],
    );
  }

  async read(counts: readonly Count[]): Promise<Counted[]> {
    const [addresses, names] = keysOf(counts);
    const text = `${ROW} join unnest($1::text[], $2::text[]) as wanted (address, username) using (address, username)`;
    return withRecords(counts, await this.sql.rows<Row>(text, [addresses, names]));
  }

  /** Locks the records in the given order, which is the same for everybody: attempts at once are judged one by one. */
  async lock(counts: readonly Count[]): Promise<Counted[]> {
    const rows: Row[] = [];
    for (const { address, username } of counts) {
      await this.sql.rows(
        'insert into sign_in_failure (address, username) values ($1, $2) on conflict do nothing',
        [address, username],
      );
      const text = `${ROW} where address = $1 and username = $2 for update`;
      rows.push(...((await this.sql.rows<Row>(text, [address, username])) as Row[]));
    }
    return withRecords(counts, rows);
  }

  async save(counted: readonly Counted[]): Promise<void> {
    for (const { count, record } of counted) {
      await this.sql.rows(
        `update sign_in_failure set failures = $3, counted_from = $4, locked_until = $5
          where address = $1 and username = $2`,
        [count.address, count.username, record.failures, record.countedFrom, record.lockedUntil],
      );
    }
  }

  /**
   * Removes what counts no more and, beyond `most` rows, the oldest: guessing must not fill the disk. What is counted over
   * all networks goes last, so that nobody gets more guesses by making records.
   */
  async forget(now: Instant, most: number): Promise<void> {
    await this.sql.rows(
      `delete from sign_in_failure where (counted_from is null or counted_from <= $1)
          and (locked_until is null or locked_until <= $2)`,
      [addMinutes(now, -LOCK_MINUTES), now],
    );
    await this.sql.rows(
      `delete from sign_in_failure where (address, username) in
        (select address, username from sign_in_failure
          order by (address = $2) desc, counted_from desc nulls last offset $1)`,
      [most, ELSEWHERE],
    );
    await this.sql.rows('delete from sign_in_network where seen_at < $1', [addDays(now, -NETWORK_DAYS)]);
  }
}

function keysOf(counts: readonly Count[]): [string[], string[]] {
  return [counts.map(({ address }) => address), counts.map(({ username }) => username)];
}

function withRecords(counts: readonly Count[], rows: readonly Row[]): Counted[] {
  return counts.map((count) => {
    const row = rows.find(
      ({ address, username }) => address === count.address && username === count.username,
    );
    if (row === undefined) return { count, record: CLEAN_RECORD };
    const { failures, counted_from, locked_until } = row;
    const countedFrom = counted_from && toInstant(counted_from);
    return { count, record: { failures, countedFrom, lockedUntil: locked_until && toInstant(locked_until) } };
  });
}
