import { judgeIn, type SqlCheck } from './evidence';
import type { Finding } from './finding';
import { SNAPSHOT, withReader } from './read-services';

/** What must hold inside each service, whatever its own constraints say. `$now` is the business time. */
const INVARIANTS: Readonly<Record<string, readonly SqlCheck[]>> = {
  dispatch: [
    {
      check: 'dispatch: no vehicle twice at a time',
      looked: `select count(*) from allocation where status <> 'released'`,
      faults: `
        select format('vehicle %s: allocations %s and %s', a.vehicle_id, a.allocation_id, b.allocation_id) as what
          from allocation a join allocation b
            on b.vehicle_id = a.vehicle_id and b.during && a.during and b.allocation_id > a.allocation_id
         where a.status <> 'released' and b.status <> 'released'`,
    },
    {
      check: 'dispatch: one allocation per reservation',
      looked: `select count(distinct reservation_id) from allocation`,
      faults: `
        select format('reservation %s has %s', reservation_id, count(*)) as what
          from allocation where status = 'active' group by reservation_id having count(*) > 1`,
    },
  ],
  finance: [
    {
      check: 'finance: every entry balanced and whole',
      looked: 'select count(*) from entry',
      faults: `
        select format('entry %s: debit %s, credit %s, total %s, %s of %s lines', e.id, l.debit, l.credit,
                      e.total_fen, coalesce(l.n, 0), e.n_lines) as what
          from entry e left join (
            select entry_id, count(*) as n, coalesce(sum(amount_fen) filter (where dc = 'D'), 0) as debit,
                   coalesce(sum(amount_fen) filter (where dc = 'C'), 0) as credit
              from line group by entry_id
          ) l on l.entry_id = e.id
         where l.n is distinct from e.n_lines or l.debit is distinct from l.credit
            or l.debit is distinct from e.total_fen`,
    },
    {
      check: 'finance: the ledger balances',
      looked: 'select count(*) from line',
      faults: `
        select format('debit %s, credit %s', debit, credit) as what from (
          select coalesce(sum(amount_fen) filter (where dc = 'D'), 0) as debit,
                 coalesce(sum(amount_fen) filter (where dc = 'C'), 0) as credit from line
        ) l where debit <> credit`,
    },
    {
      check: 'finance: one posting per event and rule',
      looked: 'select count(*) from entry',
      faults: `
        select format('event %s, rule %s: %s entries', event_id, rule, count(*)) as what
          from entry group by event_id, rule having count(*) > 1`,
    },
  ],
  orders: [
    {
      check: 'orders: every request for a hold has ended',
      looked: 'select count(*) from reservation',
      faults: `
        select format('reservation %s waits since %s, its hold was until %s', reservation_id, submitted_at,
                      hold_expires_at) as what
          from reservation where status = 'submitted' and hold_expires_at < $now - interval '1 minute'`,
    },
    {
      check: 'orders: versions equal events written',
      looked: 'select count(*) from reservation',
      faults: `
        select format('reservation %s has version %s, its events %s', r.reservation_id, r.version, v.version) as what
          from reservation r left join outbox_version v
            on v.topic = 'houtai.orders.reservation' and v.key = r.reservation_id::text
         where v.version is distinct from r.version`,
    },
  ],
  analytics: [
    {
      check: 'analytics: the log holds each event once',
      looked: 'select count(*) from raw_event',
      faults: `
        select format('%s is in the log %s times', id, count(*)) as what from raw_event group by id having count(*) > 1
        union all
        select format('%s was taken in and is not in the log', i.message_id) from inbox i
         where not exists (select 1 from raw_event r where r.id = i.message_id)
           and not exists (select 1 from parked_message p
                            where p.message_id = i.message_id and p.status = 'discarded')
        union all
        select format('%s is in the log and was never taken in', r.id) from raw_event r
         where r.collected_at > now() - interval '80 days'
           and not exists (select 1 from inbox i where i.message_id = r.id)`,
    },
  ],
};

/** @param businessTime an instant, or undefined for the clock of the server */
export async function checkInvariants(
  service: string,
  url: string,
  businessTime: string | undefined,
): Promise<Finding[]> {
  const checks = INVARIANTS[service] ?? [];
  if (checks.length === 0) return [];
  return withReader(url, async (session) => {
    const now = businessTime === undefined ? 'now()' : `${session.escapeLiteral(businessTime)}::timestamptz`;
    await session.query(SNAPSHOT);
    const findings: Finding[] = [];
    for (const check of checks)
      findings.push(await judgeIn(session, { ...check, faults: check.faults.replaceAll('$now', now) }));
    return findings;
  });
}

/** The business time of the system, when it is simulated. */
export async function businessTime(gatewayUrl: string | undefined): Promise<string | undefined> {
  if (gatewayUrl === undefined) return undefined;
  return withReader(gatewayUrl, async (session) => {
    const { rows } = await session.query<{ now: string | null }>(
      `select to_json(now)#>>'{}' as now from business_clock`,
    );
    return rows[0]?.now ?? undefined;
  });
}
