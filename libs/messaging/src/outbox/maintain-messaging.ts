import { DataSource } from 'typeorm';

/** Longest redelivery that is still recognised. */
const INBOX_DAYS = 90;
/** Rows removed by one statement: small enough that nobody waits for it. */
const STEP = 5_000;

const FORGET = `
  with old as (
    select tableoid, ctid from inbox where applied_at < now() - make_interval(days => $1) limit ${STEP}
  ), gone as (
    delete from inbox i using old o where i.tableoid = o.tableoid and i.ctid = o.ctid returning 1
  ) select count(*)::int as removed from gone`;

/** Makes the months of the log that come next and forgets old inbox rows, step by step until `stopped`. */
export async function maintainMessaging(dataSource: DataSource, stopped: () => boolean): Promise<void> {
  await dataSource.query('select create_event_log_months(3)');
  while (!stopped()) {
    const rows = await dataSource.query<{ removed: number }[]>(FORGET, [INBOX_DAYS]);
    if ((rows[0]?.removed ?? 0) < STEP) return;
  }
}
