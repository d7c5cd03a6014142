import { DataSource } from 'typeorm';

/** Longest redelivery that is still recognised by its id; by its version one is recognised for good. */
const INBOX_DAYS = 90;
/** Rows removed by one statement: small enough that nobody waits for it. */
const STEP = 5_000;

const FORGET = `
  with gone as (
    delete from inbox_default where ctid = any(array(
      select ctid from inbox_default where applied_at < now() - make_interval(days => $1) limit ${STEP}
    )) returning 1
  ) select count(*)::int as removed from gone`;

/**
 * Makes the months of log and inbox that come next, drops those of the inbox that are over, and forgets what lay
 * outside of them step by step until `stopped`.
 */
export async function maintainMessaging(dataSource: DataSource, stopped: () => boolean): Promise<void> {
  await dataSource.query('select create_event_log_months(3), create_inbox_months(3)');
  await dataSource.query('select drop_inbox_months(now() - make_interval(days => $1))', [INBOX_DAYS]);
  while (!stopped()) {
    const rows = await dataSource.query<{ removed: number }[]>(FORGET, [INBOX_DAYS]);
    if ((rows[0]?.removed ?? 0) < STEP) return;
  }
}
