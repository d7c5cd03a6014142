import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { addMinutes, toInstant, type Instant } from '@houtai/domain-kit';
import { CLEAN_RECORD, LOCK_MINUTES, type SignInRecord, type SignInRecords } from './lock-out';

interface Row {
  username: string;
  failures: number;
  counted_from: Date | null;
  locked_until: Date | null;
}

/** From where, and with which user name, a sign-in was tried. */
export interface Attempted {
  /** As grouped for limits: a whole IPv6 network counts as one. */
  address: string;
  /** Normalised, hence never empty. */
  username: string;
}

const ALL_NAMES = '';
const RECORDS = `select username, failures, counted_from, locked_until from sign_in_failure
                  where address = $1 and username in ('${ALL_NAMES}', $2)`;

/** What is remembered of failed sign-ins. */
@Injectable()
export class SignInFailureStore {
  constructor(private readonly sql: Sql) {}

  async recordsOf({ address, username }: Attempted): Promise<SignInRecords> {
    return records(await this.sql.rows<Row>(RECORDS, [address, username]));
  }

  /** Locks both records, the address first for everybody, so that attempts at once are judged one by one. */
  async lockRecordsOf({ address, username }: Attempted): Promise<SignInRecords> {
    for (const name of [ALL_NAMES, username]) {
      await this.sql.rows(
        'insert into sign_in_failure (address, username) values ($1, $2) on conflict do nothing',
        [address, name],
      );
    }
    const rows = await this.sql.rows<Row>(`${RECORDS} order by username for update`, [address, username]);
    return records(rows as Row[]);
  }

  async save({ address, username }: Attempted, { address: all, name }: SignInRecords): Promise<void> {
    for (const [key, record] of [
      [ALL_NAMES, all],
      [username, name],
    ] as const) {
      await this.sql.rows(
        `insert into sign_in_failure (address, username, failures, counted_from, locked_until)
         values ($1, $2, $3, $4, $5)
         on conflict (address, username) do update
            set failures = $3, counted_from = $4, locked_until = $5`,
        [address, key, record.failures, record.countedFrom, record.lockedUntil],
      );
    }
  }

  /** Removes what counts no more and, beyond `most` rows, the oldest: guessing must not fill the disk. */
  async forget(now: Instant, most: number): Promise<void> {
    await this.sql.rows(
      `delete from sign_in_failure where (counted_from is null or counted_from <= $1)
          and (locked_until is null or locked_until <= $2)`,
      [addMinutes(now, -LOCK_MINUTES), now],
    );
    await this.sql.rows(
      `delete from sign_in_failure where (address, username) in
        (select address, username from sign_in_failure order by counted_from desc nulls last offset $1)`,
      [most],
    );
  }
}

function records(rows: Row[]): SignInRecords {
  return {
    address: record(rows.find(({ username }) => username === ALL_NAMES)),
    name: record(rows.find(({ username }) => username !== ALL_NAMES)),
  };
}

function record(row: Row | undefined): SignInRecord {
  if (row === undefined) return CLEAN_RECORD;
  const { failures, counted_from, locked_until } = row;
  return {
    failures,
    countedFrom: counted_from && toInstant(counted_from),
    lockedUntil: locked_until && toInstant(locked_until),
  };
}
